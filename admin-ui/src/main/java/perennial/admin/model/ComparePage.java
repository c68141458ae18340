package perennial.admin.model;

/**
 * Two versions of a model side by side.
 *
 * @param grid what both expect of the same customers
 * @param swapped the same with left and right exchanged
 */
public record ComparePage(
    String model,
    Comparison comparison,
    GridView grid,
    String leftHref,
    String rightHref,
    String swapped) {}
