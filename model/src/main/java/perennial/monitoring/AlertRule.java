package perennial.monitoring;

import java.util.OptionalDouble;

/**
 * An alert is significant and large. Significant: the adjusted p-value is at most the false
 * discovery rate. Large: the effect on the mean predicted CLV or the population stability index
 * reaches its limit, whichever comes first. Stocks never alert.
 */
public final class AlertRule {
  private AlertRule() {}

  /**
   * How large a measure is, in units of what makes an alarm: 1 is an alarm, 3 is three times its
   * limit.
   */
  public static double alarmUnits(DriftMeasure measure, MonitoringSettings settings) {
    return Math.max(
        units(measure.effectOnClv(), settings.alarmEffect()),
        units(measure.psi(), settings.alarmPsi()));
  }

  private static double warnUnits(DriftMeasure measure, MonitoringSettings settings) {
    return Math.max(
        units(measure.effectOnClv(), settings.warnEffect()),
        units(measure.psi(), settings.warnPsi()));
  }

  private static double units(OptionalDouble size, double limit) {
    return Math.abs(size.orElse(0)) / limit;
  }

  /** Of a measure with enough customers. */
  static Verdict verdict(DriftMeasure measure, double adjustedP, MonitoringSettings settings) {
    if (!measure.role().alerts() || adjustedP > settings.falseDiscoveryRate()) {
      return Verdict.STABLE;
    }
    if (alarmUnits(measure, settings) >= 1) {
      return Verdict.ALARM;
    }
    return warnUnits(measure, settings) >= 1 ? Verdict.WARN : Verdict.STABLE;
  }
}
