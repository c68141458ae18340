package perennial.trainer.retraining;

import java.util.Optional;
import perennial.registry.retraining.GateResult;
import perennial.registry.retraining.ReplayReport;
import perennial.registry.retraining.ReplayReport.TierMove;

/** Whether the customers who are asked about would be worth about the same, and in their tiers. */
final class ReplayGate implements Gate {
  @Override
  public String name() {
    return "replay";
  }

  @Override
  public GateResult check(Candidacy candidacy) {
    Evidence evidence = Evidence.of(this, candidacy);
    Optional<Replayed> replayed = candidacy.replayed();
    if (replayed.isEmpty()) {
      return evidence.passed("there is no champion to differ from");
    }
    ReplayReport report = replayed.get().report();
    GateLimits limits = candidacy.limits();
    evidence
        .with("customers", report.requests())
        .with("refusedByChampion", replayed.get().refusedByChampion())
        .with("refusedByCandidate", replayed.get().refusedByCandidate());
    if (report.requests() < limits.minimumCustomers()) {
      return evidence.cannotTell(
          "%d customers in the log of %d days, fewer than %d",
          report.requests(), limits.replayDays(), limits.minimumCustomers());
    }
    double change = change(report);
    double moved =
        (double) report.moves().stream().mapToLong(TierMove::customers).sum() / report.requests();
    return evidence
        .with("championTotal", report.championTotal())
        .with("candidateTotal", report.candidateTotal())
        .with("totalChange", change)
        .with("totalLimit", limits.replayTotal())
        .with("moved", moved)
        .with("movedLimit", limits.replayMoved())
        .passesIf(
            Math.abs(change) <= limits.replayTotal() && moved <= limits.replayMoved(),
            "%,d customers: summed CLV %+.1f %% of champion v%d's (limit %.0f %%), %.1f %% change"
                + " their tier (limit %.0f %%)",
            report.requests(),
            100 * change,
            report.champion(),
            100 * limits.replayTotal(),
            100 * moved,
            100 * limits.replayMoved());
  }

  private static double change(ReplayReport report) {
    if (report.championTotal() == 0) {
      return report.candidateTotal() == 0 ? 0 : 1;
    }
    return report.candidateTotal() / report.championTotal() - 1;
  }
}
