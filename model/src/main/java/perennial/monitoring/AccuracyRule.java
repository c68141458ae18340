package perennial.monitoring;

import java.util.OptionalDouble;
import perennial.model.Interval;

/**
 * The accuracy alarm, for either of two reasons:
 *
 * <ul>
 *   <li>The error on matured labels is larger than the version's own holdout error at the same
 *       partial horizon and the same predictions, by more than a limit, and the bootstrap interval
 *       of the increase does not reach zero.
 *   <li>More or fewer purchases were predicted than made, by more than the same limit relative to
 *       those made, and the bootstrap interval of the bias does not reach zero. The error alone
 *       does not show it: who buys less than predicted is off by less. A segment is one of some
 *       {@value #SEGMENTS}, and its interval is wider accordingly.
 * </ul>
 */
public final class AccuracyRule {
  private static final double NORMAL_95 = 1.959963984540054;

  private static final int SEGMENTS = 30;

  /** The normal quantile of {@code 1 - 0.025 / SEGMENTS} (Bonferroni). */
  private static final double NORMAL_OF_SEGMENTS = 3.143980287069073;

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

  /**
   * What the bias says.
   *
   * @param bias mean of predicted minus actual
   * @param bootstrap its 95 % interval
   */
  static Verdict ofBias(
      Segment segment,
      long customers,
      double meanActual,
      double bias,
      Interval bootstrap,
      MonitoringSettings settings) {
    if (customers < settings.minimumCustomers()) {
      return Verdict.NOT_ENOUGH_DATA;
    }
    double bootstrapped = bias > 0 ? bias - bootstrap.lower() : bootstrap.upper() - bias;
    // Where nobody bought the sample does not vary: no less than the noise of what was predicted.
    double predicted = Math.max(0, meanActual + bias);
    double towardsZero = Math.max(bootstrapped, NORMAL_95 * Math.sqrt(predicted / customers));
    double widened =
        segment.equals(Segment.ALL) ? towardsZero : towardsZero * NORMAL_OF_SEGMENTS / NORMAL_95;
    if (Math.abs(bias) <= widened) {
      return Verdict.STABLE;
    }
    if (Math.abs(bias) > settings.alarmAccuracy() * meanActual) {
      return Verdict.ALARM;
    }
    return Math.abs(bias) > settings.warnAccuracy() * meanActual ? Verdict.WARN : Verdict.STABLE;
  }

  /** The more serious of both; what is stable in its bias has no verdict without a holdout. */
  static Verdict worse(Verdict ofError, Verdict ofBias) {
    return ofBias.compareTo(Verdict.STABLE) > 0 && ofBias.compareTo(ofError) > 0 ? ofBias : ofError;
  }

  /**
   * Whether the verdict is that of the bias: it warns or is an alarm because more or fewer
   * purchases were predicted than made.
   */
  public static boolean isOfBias(MaturedAccuracy accuracy, MonitoringSettings settings) {
    return biasUnits(accuracy, settings) > errorUnits(accuracy, settings)
        && accuracy.verdict().compareTo(Verdict.STABLE) > 0;
  }

  /** How large it is, in units of what makes an alarm. */
  public static double alarmUnits(MaturedAccuracy accuracy, MonitoringSettings settings) {
    return Math.max(errorUnits(accuracy, settings), biasUnits(accuracy, settings));
  }

  /** 0 without a holdout error. */
  private static double errorUnits(MaturedAccuracy accuracy, MonitoringSettings settings) {
    double holdout = accuracy.holdoutMae().orElse(0);
    return holdout > 0
        ? Math.clamp((accuracy.mae() / holdout - 1) / settings.alarmAccuracy(), 0, Double.MAX_VALUE)
        : 0;
  }

  /** 0 while the bias says nothing. */
  private static double biasUnits(MaturedAccuracy accuracy, MonitoringSettings settings) {
    Verdict verdict =
        ofBias(
            accuracy.segment(),
            accuracy.customers(),
            accuracy.meanActual(),
            accuracy.bias(),
            new Interval(accuracy.biasLow(), accuracy.biasHigh(), 0.95),
            settings);
    return verdict.compareTo(Verdict.STABLE) > 0
        ? Math.min(
            Math.abs(accuracy.bias()) / accuracy.meanActual() / settings.alarmAccuracy(),
            Double.MAX_VALUE)
        : 0;
  }
}
