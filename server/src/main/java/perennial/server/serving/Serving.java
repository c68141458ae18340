package perennial.server.serving;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import perennial.model.GoldenPredictions;
import perennial.registry.DeploymentListener;
import perennial.registry.ModelRegistry;

/** This package, wired: the way in for requests, its health, and the watcher that feeds it. */
public final class Serving implements AutoCloseable {
  /**
   * @param defaultModel answers when a request names none
   * @param pollInterval how often the registry is read without an announcement
   * @param lastKnownGood folder of the kept versions; empty to keep none
   * @param cacheBytes estimated memory of remembered predictions; 0 for none
   */
  public record Settings(
      String defaultModel, Duration pollInterval, Optional<Path> lastKnownGood, long cacheBytes) {}

  private final ModelRegistry registry;
  private final Supplier<DeploymentListener> listen;
  private final Settings settings;
  private final Clock clock;
  private final ServingModels models = new ServingModels();
  private final ServingHealth health = new ServingHealth();
  private final PredictionRouter router;
  private @Nullable DeploymentWatcher watcher;

  /**
   * @param listen opens a listener; called in the watcher's thread, again after failures
   */
  public Serving(
      ModelRegistry registry, Supplier<DeploymentListener> listen, Settings settings, Clock clock) {
    this.registry = registry;
    this.listen = listen;
    this.settings = settings;
    this.clock = clock;
    this.router =
        new PredictionRouter(
            models,
            health,
            new PredictionCache(settings.cacheBytes()),
            new PredictionRouter.Settings(settings.defaultModel(), ZoneOffset.UTC),
            clock);
  }

  public PredictionRouter router() {
    return router;
  }

  public ServingHealth health() {
    return health;
  }

  /** Begins to follow the registry, under this name in its fleet. Returns at once. */
  public void start(String serverName) {
    Reconciler reconciler =
        new Reconciler(
            registry,
            models,
            new VersionLoader(registry, GoldenPredictions::firstMismatch),
            settings.lastKnownGood().map(LastKnownGood::new),
            health,
            new Reporter(registry, serverName, clock),
            clock);
    watcher = new DeploymentWatcher(registry, listen, reconciler, settings.pollInterval());
    watcher.start();
  }

  /** Stops following; requests are still answered by what is served. */
  @Override
  public void close() {
    if (watcher != null) {
      watcher.close();
    }
  }
}
