package perennial.cohort;

/**
 * How much a cohort's own data must weigh to count as much as the wider cohort's estimate.
 *
 * @param pseudoPurchases repeat purchases, {@code > 0} and finite
 * @param pseudoCustomers buyers, for the mean spend, likewise
 * @param pseudoVisitors customers who bought or only visited, for the conversion, likewise
 */
public record Shrinkage(double pseudoPurchases, double pseudoCustomers, double pseudoVisitors) {
  /** A few dozen of each: what it takes for a mean of such counts to be good to a fifth. */
  public static final Shrinkage DEFAULT = new Shrinkage(25, 25, 50);

  public Shrinkage {
    require("pseudo-purchases", pseudoPurchases);
    require("pseudo-customers", pseudoCustomers);
    require("pseudo-visitors", pseudoVisitors);
  }

  private static void require(String name, double value) {
    if (!(0 < value && value <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("%s %s must be > 0 and finite".formatted(name, value));
    }
  }
}
