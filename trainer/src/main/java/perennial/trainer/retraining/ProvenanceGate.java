package perennial.trainer.retraining;

import java.time.LocalDate;
import perennial.model.Provenance;
import perennial.registry.ModelVersion;
import perennial.registry.retraining.GateResult;

/**
 * Whether it is known what made the version, and that its data are not older than the champion's.
 */
final class ProvenanceGate implements Gate {
  private static final int SHA256_DIGITS = 64;

  @Override
  public String name() {
    return "provenance";
  }

  @Override
  public GateResult check(Candidacy candidacy) {
    Provenance made = candidacy.candidate().version().provenance();
    Evidence evidence =
        Evidence.of(this, candidacy)
            .with("dataSource", made.dataSource())
            .with("dataSha256", made.dataSha256())
            .with("transactions", made.transactions())
            .with("customers", made.customers())
            .with("observationEnd", made.observationEnd().toString())
            .with("codeRevision", made.codeRevision());
    if (made.dataSha256().length() != SHA256_DIGITS
        || made.transactions() < 1
        || made.customers() < 1
        || made.codeRevision().isBlank()) {
      return evidence.failed("what made it is not known in full");
    }
    if (candidacy.champion().isPresent()) {
      ModelVersion champion = candidacy.champion().get().version();
      LocalDate before = champion.provenance().observationEnd();
      evidence.with("championObservationEnd", before.toString());
      if (made.observationEnd().isBefore(before)) {
        return evidence.failed(
            "its data end on %s, before those of champion v%d, which end on %s",
            made.observationEnd(), champion.version(), before);
      }
    }
    return evidence.passed(
        "%,d transactions of %,d customers up to %s, from %s, by %s",
        made.transactions(),
        made.customers(),
        made.observationEnd(),
        made.dataSource(),
        made.codeRevision());
  }
}
