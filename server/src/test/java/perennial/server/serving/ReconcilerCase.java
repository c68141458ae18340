package perennial.server.serving;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import perennial.model.GoldenPredictions;
import perennial.server.FakeRegistry;
import perennial.server.SettableClock;
import perennial.server.TestModels;

/** A registry with two versions, and a process that follows it. */
abstract class ReconcilerCase {
  @TempDir Path folder;

  final FakeRegistry registry = new FakeRegistry();
  final SettableClock clock = new SettableClock();
  Process process = new Process(Optional.empty());

  /** What one start of a server has in memory. */
  final class Process {
    final ServingModels models = new ServingModels();
    final ServingHealth health = new ServingHealth();
    final Reconciler reconciler;

    Process(Optional<Path> kept) {
      reconciler =
          new Reconciler(
              registry,
              models,
              new ArmLoader(
                  registry, new VersionLoader(registry, GoldenPredictions::firstMismatch)),
              kept.map(LastKnownGood::new),
              health,
              new Reporter(registry, "server-1", clock),
              clock);
    }

    void pass() {
      reconciler.pass();
    }

    long serving() {
      return models.find("retail").map(s -> s.champion().number()).orElse(0L);
    }

    ModelStatus status() {
      return health.snapshot().models().getFirst();
    }
  }

  @BeforeEach
  void twoVersions() {
    process = new Process(Optional.of(folder));
    registry.register("retail", TestModels.model(1));
    registry.register("retail", TestModels.model(2));
  }

  ServedModel served(Process of) {
    return of.models.find("retail").orElseThrow();
  }
}
