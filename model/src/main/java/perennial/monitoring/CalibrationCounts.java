package perennial.monitoring;

/**
 * What a window's customers were expected to buy and what they bought: one add per customer,
 * mergeable. For one thread.
 */
public final class CalibrationCounts {
  private final FeatureKey key;
  private long customers;
  private double expected;
  private double actual;
  private double squares;

  public CalibrationCounts(FeatureKey key) {
    this.key = key;
  }

  /**
   * Adds a customer.
   *
   * @param expectedPurchases of this customer over this window, finite and {@code >= 0}
   * @param actualPurchases likewise
   * @throws IllegalArgumentException naming the one that is not
   */
  public void add(double expectedPurchases, double actualPurchases) {
    require("expected purchases", expectedPurchases);
    require("actual purchases", actualPurchases);
    double difference = actualPurchases - expectedPurchases;
    customers++;
    expected += expectedPurchases;
    actual += actualPurchases;
    squares += difference * difference;
  }

  private static void require(String field, double value) {
    if (!(0 <= value && value <= 1e9)) { // squares of a million customers stay finite
      throw new IllegalArgumentException("%s %s must be in [0, 1e9]".formatted(field, value));
    }
  }

  /** Adds the customers of another part of the window, which this part did not count. */
  public void merge(CalibrationCounts other) {
    customers += other.customers;
    expected += other.expected;
    actual += other.actual;
    squares += other.squares;
  }

  public FeatureKey key() {
    return key;
  }

  public long customers() {
    return customers;
  }

  public double meanExpected() {
    return customers == 0 ? 0 : expected / customers;
  }

  public double meanActual() {
    return customers == 0 ? 0 : actual / customers;
  }

  /** Sum of squared differences from their mean. */
  double spread() {
    double difference = actual - expected;
    return customers == 0 ? 0 : Math.max(0, squares - difference * difference / customers);
  }
}
