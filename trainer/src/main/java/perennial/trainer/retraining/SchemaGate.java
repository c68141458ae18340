package perennial.trainer.retraining;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import perennial.model.BtydModel;
import perennial.model.ClvModel;
import perennial.registry.LoadedVersion;
import perennial.registry.retraining.GateResult;

/**
 * Whether callers of the champion can ask the candidate the same and read the answer the same way:
 * currency and terms, what a mean spend is taken over, and the covariates it needs.
 */
final class SchemaGate implements Gate {
  @Override
  public String name() {
    return "schema";
  }

  @Override
  public GateResult check(Candidacy candidacy) {
    BtydModel candidate = btyd(candidacy.candidate().model());
    Evidence evidence =
        Evidence.of(this, candidacy)
            .with("family", candidate.family())
            .with("currency", candidate.terms().currency())
            .with("annualDiscountRate", candidate.terms().annualDiscountRate())
            .with("margin", candidate.terms().margin())
            .with("spendOrders", candidate.spendOrders().label())
            .with("covariates", String.join(", ", candidate.covariateNames()));
    long refused = candidacy.replayed().map(Replayed::refusedByCandidate).orElse(0L);
    evidence.with("refusedRequests", refused);
    if (candidacy.champion().isEmpty()) {
      return evidence.passed("there is no champion whose callers it would have to understand");
    }
    LoadedVersion champion = candidacy.champion().get();
    List<String> differences = differences(btyd(champion.model()), candidate);
    if (refused > 0) {
      differences.add("it cannot answer %d of the logged requests".formatted(refused));
    }
    return evidence.passesIf(
        differences.isEmpty(),
        "%s",
        differences.isEmpty()
            ? "it answers what champion v%d is asked, on the same terms"
                .formatted(champion.version().version())
            : "beside champion v%d: %s"
                .formatted(champion.version().version(), String.join("; ", differences)));
  }

  private static List<String> differences(BtydModel champion, BtydModel candidate) {
    List<String> differences = new ArrayList<>();
    if (!champion.terms().equals(candidate.terms())) {
      differences.add(
          "the terms are %s, the champion's are %s".formatted(candidate.terms(), champion.terms()));
    }
    if (champion.spendOrders() != candidate.spendOrders()) {
      differences.add(
          "mean spend is over %s purchases, the champion's is over %s"
              .formatted(candidate.spendOrders().label(), champion.spendOrders().label()));
    }
    SortedSet<String> more = new TreeSet<>(candidate.covariateNames());
    more.removeAll(champion.covariateNames());
    if (!more.isEmpty()) {
      differences.add("it needs %s, which the champion does not".formatted(more));
    }
    return differences;
  }

  static BtydModel btyd(ClvModel model) {
    return switch (model) {
      case BtydModel btyd -> btyd;
    };
  }
}
