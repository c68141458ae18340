package perennial.trainer.retraining;

import java.util.Optional;
import perennial.model.GoldenPredictions;
import perennial.registry.LoadedVersion;
import perennial.registry.retraining.GateResult;

/** Whether the stored version, loaded again, computes what it did when it was registered. */
final class GoldenGate implements Gate {
  @Override
  public String name() {
    return "goldens";
  }

  @Override
  public GateResult check(Candidacy candidacy) {
    LoadedVersion loaded = candidacy.candidate();
    Optional<String> mismatch = GoldenPredictions.firstMismatch(loaded.model(), loaded.goldens());
    return Evidence.of(this, candidacy)
        .with("goldens", loaded.goldens().size())
        .with("tolerance", GoldenPredictions.TOLERANCE)
        .with("sha256", loaded.version().artifactSha256())
        .passesIf(
            mismatch.isEmpty() && !loaded.goldens().isEmpty(),
            "%s",
            mismatch.orElse("%d golden predictions recomputed".formatted(loaded.goldens().size())));
  }
}
