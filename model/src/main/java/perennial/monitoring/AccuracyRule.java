package perennial.monitoring;

import java.util.OptionalDouble;

/**
 * The accuracy alarm: the error on matured labels is larger than the version's own holdout error at
 * the same partial horizon, by more than a limit, and the bootstrap interval of the increase does
 * not reach zero.
 */
public final class AccuracyRule {
  private AccuracyRule() {}

  static Verdict verdict(
      long customers,
      double mae,
      double maeLow,
      OptionalDouble holdoutMae,
      MonitoringSettings settings) {
    if (customers < settings.minimumCustomers() || holdoutMae.isEmpty()) {
      return Verdict.NOT_ENOUGH_DATA;
    }
    double holdout = holdoutMae.getAsDouble();
    if (maeLow <= holdout) {
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
