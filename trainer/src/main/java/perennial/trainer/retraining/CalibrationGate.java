package perennial.trainer.retraining;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import perennial.monitoring.DecileError;
import perennial.registry.retraining.GateResult;

/**
 * Whether every decile of the holdout, by prediction, bought about what was predicted of it. What
 * chance explains of a decile's difference, given its customers and purchases and that the worst of
 * ten is looked for, does not count; the limit is on the rest, relative to the larger of predicted
 * and actual.
 */
final class CalibrationGate implements Gate {
  @Override
  public String name() {
    return "calibration";
  }

  @Override
  public GateResult check(Candidacy candidacy) {
    Evidence evidence = Evidence.of(this, candidacy);
    Optional<Judged.Outcome> outcome = candidacy.judged().outcome();
    if (outcome.isEmpty()) {
      return evidence.cannotTell("the run had no holdout");
    }
    double limit = candidacy.limits().calibration();
    List<DecileError> deciles = DecileError.of(outcome.get().predicted(), outcome.get().actual());
    evidence.with("customers", outcome.get().actual().length).with("limit", limit);
    if (outcome.get().actual().length < candidacy.limits().minimumCustomers()) {
      return evidence.cannotTell(
          "%d customers, fewer than %d",
          outcome.get().actual().length, candidacy.limits().minimumCustomers());
    }
    deciles.forEach(
        decile -> evidence.with("beyondChance" + decile.decile(), decile.beyondChance()));
    DecileError worst =
        deciles.stream()
            .max(
                Comparator.comparingDouble(DecileError::beyondChance)
                    .thenComparingDouble(DecileError::error))
            .orElseThrow();
    return evidence
        .with("worstDecile", worst.decile())
        .with("predicted", worst.predicted())
        .with("actual", worst.actual())
        .with("standardError", worst.noise())
        .with("error", worst.error())
        .with("beyondChance", worst.beyondChance())
        .passesIf(
            worst.beyondChance() <= limit,
            "worst is decile %d: %.3f purchases a customer predicted, %.3f made, off by %.0f %%, of"
                + " which chance does not explain %.0f %%, limit %.0f %%",
            worst.decile(),
            worst.predicted(),
            worst.actual(),
            100 * worst.error(),
            100 * worst.beyondChance(),
            100 * limit);
  }
}
