package perennial.evaluation;

import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import perennial.evaluation.Calibration.Covered;
import perennial.evaluation.Calibration.Outcome;
import perennial.model.CustomerHistory;
import perennial.model.Interval;
import perennial.uncertainty.PredictionIntervals;
import perennial.uncertainty.Predictive;

/** What was predicted of a customer's holdout, at what was seen in it. */
public final class CalibrationOutcomes {
  private CalibrationOutcomes() {}

  /** Of the number of purchases. */
  public static Outcome purchases(Predictive predictive, int seen) {
    return outcome(
        seen,
        n -> predictive.purchasesAtMost((int) n - 1),
        n -> predictive.purchasesAtMost((int) n),
        level -> predictive.purchases(level).predictive());
  }

  /** Of the net value of all purchases; a net value below 0 counts as 0. */
  public static Outcome value(Predictive predictive, double seen) {
    return outcome(
        Math.max(0, seen),
        v -> v > 0 ? predictive.clvAtMost(v) : 0,
        predictive::clvAtMost,
        level -> predictive.clv(level).predictive());
  }

  /** Of the net value of so many purchases, whose number is taken as known. */
  public static Outcome spend(
      PredictionIntervals intervals, CustomerHistory history, int purchases, double seen) {
    DoubleUnaryOperator atMost = v -> intervals.spendAtMost(history, purchases, v);
    return outcome(
        Math.max(0, seen),
        atMost,
        atMost,
        level -> intervals.spendInterval(history, purchases, level));
  }

  private static Outcome outcome(
      double seen,
      DoubleUnaryOperator below,
      DoubleUnaryOperator upTo,
      DoubleFunction<Interval> interval) {
    double[] levels = Calibration.levels();
    Covered[] covered = new Covered[levels.length];
    for (int i = 0; i < levels.length; i++) {
      Interval at = interval.apply(levels[i]);
      covered[i] =
          new Covered(at, upTo.applyAsDouble(at.upper()) - below.applyAsDouble(at.lower()));
    }
    return new Outcome(seen, below.applyAsDouble(seen), upTo.applyAsDouble(seen), covered);
  }
}
