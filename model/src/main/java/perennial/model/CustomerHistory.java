package perennial.model;

/**
 * The sufficient statistics of one customer at an observation end, in days.
 *
 * @param repeatPurchases distinct purchase days after the first, {@code >= 0}
 * @param recency days from the first purchase to the last one, in {@code [0, age]}; 0 exactly when
 *     there is no repeat purchase
 * @param age days from the first purchase to the observation end, finite and {@code >= 0}
 * @param meanSpend mean net value of the purchases that the model's {@link SpendOrders} counts,
 *     finite and {@code >= 0}; ignored when it counts none
 * @param traits covariates and group, for models that use them
 */
public record CustomerHistory(
    int repeatPurchases, double recency, double age, double meanSpend, Traits traits) {
  /** The most repeat purchases that are accepted; far beyond any customer, and all forms hold. */
  public static final int MAX_REPEAT_PURCHASES = 1_000_000;

  /** The oldest customer that is accepted, in days (273 years). */
  public static final double MAX_AGE = 100_000;

  /**
   * @throws IllegalHistory naming the first field out of its range
   */
  public CustomerHistory {
    requireCount(repeatPurchases);
    if (!(0 <= age && age <= MAX_AGE)) { // also rejects NaN
      throw new IllegalHistory("age", age, "must be in [0, " + (int) MAX_AGE + "] days");
    }
    if (!(0 <= recency && recency <= age)) {
      throw new IllegalHistory("recency", recency, "must be in [0, age = " + age + "] days");
    }
    if ((recency == 0) != (repeatPurchases == 0)) {
      throw new IllegalHistory(
          "recency",
          recency,
          "must be 0 exactly when repeat_purchases is 0, which is " + repeatPurchases);
    }
    if (!(0 <= meanSpend && meanSpend <= Double.MAX_VALUE)) {
      throw new IllegalHistory("mean_spend", meanSpend, "must be finite and >= 0");
    }
  }

  /** A customer of whom nothing else is known. */
  public CustomerHistory(int repeatPurchases, double recency, double age, double meanSpend) {
    this(repeatPurchases, recency, age, meanSpend, Traits.NONE);
  }

  /** The same history with these traits. */
  public CustomerHistory with(Traits newTraits) {
    return new CustomerHistory(repeatPurchases, recency, age, meanSpend, newTraits);
  }

  /**
   * A history from numbers as they arrive over the wire.
   *
   * @param repeatPurchases a whole number sent as a double
   * @throws IllegalHistory also when {@code repeatPurchases} is no whole number
   */
  public static CustomerHistory of(
      double repeatPurchases, double recency, double age, double meanSpend) {
    if (repeatPurchases != Math.rint(repeatPurchases) || Double.isInfinite(repeatPurchases)) {
      throw new IllegalHistory("repeat_purchases", repeatPurchases, "must be a whole number");
    }
    // Before the cast, which would make any larger number 2147483647 in the message.
    requireCount(repeatPurchases);
    return new CustomerHistory((int) repeatPurchases, recency, age, meanSpend);
  }

  private static void requireCount(double repeatPurchases) {
    if (!(0 <= repeatPurchases && repeatPurchases <= MAX_REPEAT_PURCHASES)) {
      throw new IllegalHistory(
          "repeat_purchases", repeatPurchases, "must be in [0, " + MAX_REPEAT_PURCHASES + "]");
    }
  }
}
