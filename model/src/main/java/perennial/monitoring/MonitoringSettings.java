package perennial.monitoring;

/**
 * When a difference is an alert.
 *
 * @param falseDiscoveryRate q of Benjamini and Hochberg over one window's hypotheses, in (0, 1)
 * @param warnEffect relative change of the mean predicted CLV that warns
 * @param alarmEffect and that is an alarm
 * @param warnPsi population stability index that warns
 * @param alarmPsi and that is an alarm
 * @param minimumCustomers below this many, on either side, nothing is said
 * @param draws that null bands come from where no formula holds, and bootstrap resamples
 * @param seed of these
 * @param warnAccuracy relative increase of the error over the holdout's, or bias relative to the
 *     actual purchases, that warns
 * @param alarmAccuracy and that is an alarm
 * @param lifecycle stages and statuses
 */
public record MonitoringSettings(
    double falseDiscoveryRate,
    double warnEffect,
    double alarmEffect,
    double warnPsi,
    double alarmPsi,
    int minimumCustomers,
    int draws,
    long seed,
    double warnAccuracy,
    double alarmAccuracy,
    Lifecycle lifecycle) {

  public static final MonitoringSettings DEFAULT =
      new MonitoringSettings(
          0.05, 0.10, 0.25, 0.10, 0.25, 200, 999, 1, 0.10, 0.20, Lifecycle.DEFAULT);

  /**
   * @throws IllegalArgumentException naming the first field out of its range
   */
  public MonitoringSettings {
    if (!(0 < falseDiscoveryRate && falseDiscoveryRate < 1)) {
      throw new IllegalArgumentException(
          "false discovery rate %s must be in (0, 1)".formatted(falseDiscoveryRate));
    }
    requireLimits("effect", warnEffect, alarmEffect);
    requireLimits("PSI", warnPsi, alarmPsi);
    requireLimits("accuracy", warnAccuracy, alarmAccuracy);
    if (minimumCustomers < 1) {
      throw new IllegalArgumentException(
          "minimum of customers %d must be >= 1".formatted(minimumCustomers));
    }
    if (draws < 19) { // the fewest that have a 95th percentile
      throw new IllegalArgumentException("draws %d must be >= 19".formatted(draws));
    }
  }

  private static void requireLimits(String field, double warn, double alarm) {
    if (!(0 < warn && warn <= alarm && alarm < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s must warn at > 0 (%s) and be an alarm no earlier (%s)".formatted(field, warn, alarm));
    }
  }

  /** Whether both sides have enough customers for anything to be said. */
  boolean enough(long n, long m) {
    return Math.min(n, m) >= minimumCustomers;
  }
}
