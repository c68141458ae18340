package perennial.monitoring;

import java.util.OptionalDouble;
import perennial.model.Interval;

/**
 * The accuracy alarm: the error on matured labels is larger than the version's own holdout error at
 * the same partial horizon and the same predictions, by more than a limit, and the bootstrap
 * interval of the increase does not reach zero.
 */
public final class AccuracyRule {
  private static final double NORMAL_95 = 1.959963984540054;

  private AccuracyRule() {}

  /**
   * The lower end of the interval of an increase over a holdout that is a sample itself: half the
   * bootstrap's width and the holdout's, combined as those of independent errors.
   *
   * @param holdoutVariance of the holdout's mean error, {@code >= 0}
   */
  static double low(double increase, Interval bootstrap, double holdoutVariance) {
    return increase
        - Math.hypot(increase - bootstrap.lower(), NORMAL_95 * Math.sqrt(holdoutVariance));
  }

  /**
   * @param increaseLow the lower end of the 95 % interval of the error less the holdout's
   */
  static Verdict verdict(
      long customers,
      double mae,
      OptionalDouble holdoutMae,
      double increaseLow,
      MonitoringSettings settings) {
    if (customers < settings.minimumCustomers() || holdoutMae.isEmpty()) {
      return Verdict.NOT_ENOUGH_DATA;
    }
    double holdout = holdoutMae.getAsDouble();
    if (increaseLow <= 0) {
      return Verdict.STABLE;
    }
    if (mae > holdout * (1 + settings.alarmAccuracy())) {
      return Verdict.ALARM;
    }
    return mae > holdout * (1 + settings.warnAccuracy()) ? Verdict.WARN : Verdict.STABLE;
  }

  /** How large an increase is, in units of what makes an alarm; 0 without a holdout error. */
  public static double alarmUnits(MaturedAccuracy accuracy, MonitoringSettings settings) {
    double holdout = accuracy.holdoutMae().orElse(0);
    return holdout > 0
        ? Math.clamp((accuracy.mae() / holdout - 1) / settings.alarmAccuracy(), 0, Double.MAX_VALUE)
        : 0;
  }
}
