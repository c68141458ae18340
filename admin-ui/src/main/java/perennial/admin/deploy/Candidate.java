package perennial.admin.deploy;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import perennial.admin.model.Comparison;
import perennial.admin.model.Dossier;
import perennial.admin.model.ServingHistory;
import perennial.registry.Deployment;

/**
 * A version that somebody thinks of deploying, and what is known about it.
 *
 * @param comparison with the champion; null when there is none or this is it
 * @param same both on the same held-out customers; empty unless the worker judged it against the
 *     version that is champion now
 * @param damage what is wrong with its artifact; empty when the hash was verified just now
 */
record Candidate(
    Dossier dossier,
    ServingHistory history,
    @Nullable Comparison comparison,
    Optional<SameCustomers> same,
    Optional<String> damage,
    int goldens) {

  Optional<Deployment> live() {
    return history.live();
  }

  long version() {
    return dossier.version().version();
  }

  boolean isChampion() {
    return live().map(d -> d.championVersion() == version()).orElse(false);
  }
}
