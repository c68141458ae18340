package perennial.trainer.retraining;

import java.util.Optional;
import perennial.evaluation.HoldoutReport;
import perennial.model.IllegalHistory;
import perennial.monitoring.MonitoringSettings;
import perennial.monitoring.PairedErrors;
import perennial.registry.LoadedVersion;
import perennial.registry.retraining.GateResult;

/**
 * Whether the candidate's error in the holdout is not larger than the champion's, on the same
 * customers: the upper end of the bootstrap interval of the difference stays below a margin. The
 * candidate is its fit without the holdout; a champion that was fitted on some of these days is
 * favoured by that, which the evidence says. Without a champion the repetition of the last period
 * is the one to beat.
 */
final class HoldoutGate implements Gate {
  @Override
  public String name() {
    return "holdout";
  }

  @Override
  public GateResult check(Candidacy candidacy) {
    Evidence evidence = Evidence.of(this, candidacy);
    Optional<HoldoutReport> holdout = candidacy.report().holdout();
    if (holdout.isEmpty()) {
      return evidence.cannotTell("the run had no holdout");
    }
    return candidacy.champion().isPresent()
        ? againstChampion(candidacy, candidacy.champion().get(), evidence)
        : againstBaseline(holdout.get(), candidacy.limits(), evidence);
  }

  private static GateResult againstBaseline(
      HoldoutReport holdout, GateLimits limits, Evidence evidence) {
    double best =
        holdout.baselines().values().stream()
            .mapToDouble(measures -> measures.mae())
            .min()
            .orElse(Double.POSITIVE_INFINITY);
    evidence
        .with("customers", holdout.customers())
        .with("days", holdout.days())
        .with("mae", holdout.model().mae())
        .with("bestBaselineMae", best);
    if (holdout.customers() < limits.minimumCustomers()) {
      return evidence.cannotTell(
          "%d customers, fewer than %d", holdout.customers(), limits.minimumCustomers());
    }
    return evidence.passesIf(
        holdout.model().mae() <= best * (1 + limits.holdoutMargin()),
        "no champion; MAE %.4f, the best baseline's is %.4f over %d days",
        holdout.model().mae(),
        best,
        holdout.days());
  }

  private static GateResult againstChampion(
      Candidacy candidacy, LoadedVersion champion, Evidence evidence) {
    Optional<Judged.Outcome> found = candidacy.judged().outcome();
    if (found.isEmpty()) {
      return evidence.cannotTell("the run had no holdout");
    }
    Judged.Outcome outcome = found.get();
    double[] other;
    try {
      other = candidacy.judged().predictedBy(SchemaGate.btyd(champion.model()));
    } catch (IllegalHistory e) {
      return evidence.cannotTell(
          "champion v%d cannot predict these customers: %s",
          champion.version().version(), String.valueOf(e.getMessage()));
    }
    PairedErrors errors =
        PairedErrors.of(outcome.predicted(), other, outcome.actual(), MonitoringSettings.DEFAULT);
    boolean seen =
        champion.version().provenance().observationEnd().isAfter(outcome.window().observationEnd());
    double limit = candidacy.limits().holdoutMargin() * errors.otherMae();
    evidence
        .with("customers", errors.customers())
        .with("days", outcome.window().holdoutDays())
        .with("mae", errors.mae())
        .with("championMae", errors.otherMae())
        .with("difference", errors.difference())
        .with("low", errors.interval().lower())
        .with("high", errors.interval().upper())
        .with("limit", limit)
        .with("championSawHoldout", seen);
    if (errors.customers() < candidacy.limits().minimumCustomers()) {
      return evidence.cannotTell(
          "%d customers, fewer than %d", errors.customers(), candidacy.limits().minimumCustomers());
    }
    return evidence.passesIf(
        errors.interval().upper() <= limit,
        "MAE %.4f, champion v%d's %.4f on the same %,d customers over %d days: %+.4f, 95 %%"
            + " interval [%+.4f, %+.4f], limit %+.4f%s",
        errors.mae(),
        champion.version().version(),
        errors.otherMae(),
        errors.customers(),
        outcome.window().holdoutDays(),
        errors.difference(),
        errors.interval().lower(),
        errors.interval().upper(),
        limit,
        seen ? "; the champion was fitted on some of these days" : "");
  }
}
