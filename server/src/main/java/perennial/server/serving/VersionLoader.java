package perennial.server.serving;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import perennial.model.ClvModel;
import perennial.model.GoldenPrediction;
import perennial.registry.ArtifactCodec;
import perennial.registry.ArtifactCorrupted;
import perennial.registry.LoadedVersion;
import perennial.registry.ModelRegistry;
import perennial.server.threads.LoadingThreads;
import perennial.uncertainty.PredictionIntervals;

/**
 * Makes a version ready to answer: loads, checks its hash, recomputes its goldens, warms it up.
 * Runs in the watcher's thread, never in one that serves.
 */
final class VersionLoader {
  private final ModelRegistry registry;
  private final GoldenCheck goldenCheck;
  private final WarmUp warmUp = new WarmUp();
  private final AtomicLong generations = new AtomicLong();

  VersionLoader(ModelRegistry registry, GoldenCheck goldenCheck) {
    this.registry = registry;
    this.goldenCheck = goldenCheck;
  }

  /**
   * @param urgent whether nothing answers for the model meanwhile: it is not warmed up then, but by
   *     {@link #warmUp}
   * @throws ArtifactCorrupted when the stored bytes are not the registered ones
   * @throws GoldenMismatch when the version computes something else here
   */
  VerifiedVersion load(String model, long number, boolean urgent) {
    if (!urgent) {
      LoadingThreads.giveWay(); // calls are answered meanwhile
    }
    LoadedVersion loaded = registry.load(model, number);
    VerifiedVersion verified =
        verified(
            model, number, loaded.version().artifactSha256(), loaded.model(), loaded.goldens());
    WarmUp.Version version = toWarmUp(verified);
    int unused = urgent ? warmUp.begin(version) : warmUp.run(version);
    return verified;
  }

  /** Makes a kept version ready; asks nothing of the network. Urgent; throws like {@link #load}. */
  VerifiedVersion restore(String model, KeptVersion kept) {
    VerifiedVersion verified =
        verified(
            model,
            kept.number(),
            kept.artifactSha256(),
            ArtifactCodec.decode(kept.artifact()),
            kept.goldens());
    int unused = warmUp.begin(toWarmUp(verified));
    return verified;
  }

  /** Warms up what was urgent. */
  void warmUp() {
    int unused = warmUp.rest();
  }

  private static WarmUp.Version toWarmUp(VerifiedVersion verified) {
    ServedVersion version = verified.version();
    return new WarmUp.Version(version.clvModel(), version.intervals(), verified.goldens());
  }

  private VerifiedVersion verified(
      String modelName,
      long number,
      String sha256,
      ClvModel model,
      List<GoldenPrediction> goldens) {
    String name = modelName + " v" + number;
    if (goldens.isEmpty()) {
      throw new GoldenMismatch(name + " has no golden predictions to check it by");
    }
    Optional<String> mismatch = goldenCheck.firstMismatch(model, goldens);
    if (mismatch.isPresent()) {
      throw new GoldenMismatch(name + " fails its golden predictions: " + mismatch.get());
    }
    return new VerifiedVersion(
        new ServedVersion(
            modelName,
            number,
            sha256,
            model,
            PredictionIntervals.of(model),
            generations.incrementAndGet()),
        goldens);
  }
}
