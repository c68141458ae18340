package perennial.trainer.retraining;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import perennial.evaluation.CalibrationGroup;
import perennial.evaluation.HoldoutReport;
import perennial.registry.retraining.GateResult;

/**
 * Whether the worst decile of the holdout is near what was predicted of it. Deciles in which fewer
 * than {@value #MIN_PURCHASES} purchases were made or expected are passed over: chance alone moves
 * them by more than a third.
 */
final class CalibrationGate implements Gate {
  private static final int MIN_PURCHASES = 30;

  @Override
  public String name() {
    return "calibration";
  }

  @Override
  public GateResult check(Candidacy candidacy) {
    Evidence evidence = new Evidence(name());
    Optional<HoldoutReport> holdout = candidacy.report().holdout();
    if (holdout.isEmpty()) {
      return evidence.cannotTell("the run had no holdout");
    }
    List<CalibrationGroup> judged =
        holdout.get().byDecile().stream().filter(CalibrationGate::isLarge).toList();
    evidence.with("deciles", judged.size()).with("limit", candidacy.limits().calibration());
    Optional<CalibrationGroup> worst =
        judged.stream().max(Comparator.comparingDouble(CalibrationGate::error));
    if (worst.isEmpty() || holdout.get().customers() < candidacy.limits().minimumCustomers()) {
      return evidence.cannotTell(
          "no decile with %d purchases among %d customers",
          MIN_PURCHASES, holdout.get().customers());
    }
    CalibrationGroup group = worst.get();
    return evidence
        .with("worstDecile", group.label())
        .with("predicted", group.meanPredicted())
        .with("actual", group.meanActual())
        .with("error", error(group))
        .passesIf(
            error(group) <= candidacy.limits().calibration(),
            "worst is decile %s: %.3f purchases a customer predicted, %.3f made, off by %.0f %%,"
                + " limit %.0f %%",
            group.label(),
            group.meanPredicted(),
            group.meanActual(),
            100 * error(group),
            100 * candidacy.limits().calibration());
  }

  private static boolean isLarge(CalibrationGroup group) {
    return group.customers() * Math.max(group.meanActual(), group.meanPredicted()) >= MIN_PURCHASES;
  }

  /** Relative to the larger of both: within [0, 1], also where nobody bought. */
  private static double error(CalibrationGroup group) {
    return Math.abs(group.meanPredicted() - group.meanActual())
        / Math.max(group.meanActual(), group.meanPredicted());
  }
}
