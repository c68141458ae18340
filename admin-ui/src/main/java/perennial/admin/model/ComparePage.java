package perennial.admin.model;

/**
 * Two versions of a model side by side.
 *
 * @param swapped the same with left and right exchanged
 */
public record ComparePage(
    String model, Comparison comparison, String leftHref, String rightHref, String swapped) {}
