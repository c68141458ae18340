package perennial.monitoring;

/**
 * Exact counts of one window over a reference's bins: one add per distinct customer, never one per
 * request. Counts of several servers or parts of a window are merged; nothing but the last digit of
 * a mean depends on the parts. For one thread.
 */
public sealed interface FeatureCounts permits NumericCounts, CategoricalCounts {
  FeatureKey key();

  /** Customers added, missing values included. */
  long customers();

  /** Customers whose value was missing or invalid. */
  long missing();

  void addMissing();

  /**
   * Adds the customers of other counts, which stay as they are.
   *
   * @throws IllegalArgumentException when they are not over the same bins
   */
  void merge(FeatureCounts other);
}
