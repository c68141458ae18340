package perennial.server.serving;

import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import perennial.model.GoldenPredictions;
import perennial.registry.DeploymentListener;
import perennial.registry.ModelRegistry;
import perennial.registry.ledger.CustomerLedger;
import perennial.registry.ledger.LedgerTerms;

/** This package, wired: the way in for requests, its health, and the watcher that feeds it. */
public final class Serving implements AutoCloseable {
  /**
   * @param defaultModel answers when a request names none
   * @param pollInterval how often the registry is read without an announcement
   * @param lastKnownGood folder of the kept versions; empty to keep none
   * @param cacheBytes estimated memory of remembered predictions; 0 for none
   * @param cacheExpiry how long they are remembered
   * @param customers how customers are answered by their ids
   */
  public record Settings(
      String defaultModel,
      Duration pollInterval,
      Optional<Path> lastKnownGood,
      long cacheBytes,
      Duration cacheExpiry,
      CustomerRules customers) {}

  /**
   * @param terms time zone and currency of the ledger
   * @param coldStart when a customer's own history answers
   * @param rates discount rates by segment
   * @param cohortInterval how often cohorts are counted
   */
  public record CustomerRules(
      LedgerTerms terms, ColdStart coldStart, SegmentRates rates, Duration cohortInterval) {}

  private final ModelRegistry registry;
  private final Supplier<DeploymentListener> listen;
  private final Settings settings;
  private final Clock clock;
  private final ServingModels models;
  private final ServingHealth health = new ServingHealth();
  private final Fallbacks fallbacks = new Fallbacks();
  private final LedgerContract contract;
  private final CohortWatcher cohortWatcher;
  private final PredictionCache cache;
  private final PredictionRouter router;
  private @Nullable DeploymentWatcher watcher;

  /**
   * @param listen opens a listener; called in the watcher's thread, again after failures
   * @param rollout what happens beside each answer
   */
  public Serving(
      ModelRegistry registry,
      Supplier<DeploymentListener> listen,
      CustomerLedger ledger,
      Settings settings,
      Rollout rollout,
      Clock clock) {
    this.registry = registry;
    this.listen = listen;
    this.settings = settings;
    this.clock = clock;
    CustomerRules rules = settings.customers();
    this.contract = new LedgerContract(ledger, rules.terms());
    Cohorts cohorts = new Cohorts(contract);
    this.models = new ServingModels(cohorts::prepare);
    this.cohortWatcher =
        new CohortWatcher(ledger, contract, models, cohorts, rules.cohortInterval(), clock);
    this.cache =
        new PredictionCache(settings.cacheBytes(), settings.cacheExpiry(), Ticker.systemTicker());
    this.router =
        new PredictionRouter(
            new ModelRoutes(models, health, settings.defaultModel(), rollout),
            cache,
            new CustomerPredictions(
                cache,
                cohorts,
                new CustomerPredictions.Rules(contract, rules.coldStart(), rules.rates()),
                fallbacks,
                clock),
            rollout);
  }

  public PredictionRouter router() {
    return router;
  }

  public ServingHealth health() {
    return health;
  }

  /** The ledger's time zone and currency. */
  public LedgerContract contract() {
    return contract;
  }

  /** Customers whom a cohort answered because the model could not. */
  public Fallbacks fallbacks() {
    return fallbacks;
  }

  /** Shows what this package counts, by name, help and value. */
  public void showCounts(Counts counts) {
    counts.show(
        "perennial_prediction_cache_hits_total", "Predictions that were remembered.", cache::hits);
    counts.show(
        "perennial_prediction_cache_misses_total",
        "Predictions that were computed, with a cache.",
        cache::misses);
    counts.show(
        "perennial_fallbacks_total",
        "Customers whom a cohort answered because the model could not.",
        fallbacks::count);
  }

  /** Begins to follow the registry, under this name in its fleet. Returns at once. */
  public void start(String serverName) {
    Reconciler reconciler =
        new Reconciler(
            registry,
            models,
            new ArmLoader(registry, new VersionLoader(registry, GoldenPredictions::firstMismatch)),
            settings.lastKnownGood().map(LastKnownGood::new),
            health,
            new Reporter(registry, serverName, clock),
            clock);
    watcher = new DeploymentWatcher(registry, listen, reconciler, settings.pollInterval());
    watcher.start();
    cohortWatcher.start(health);
  }

  /** Stops following; requests are still answered by what is served. */
  @Override
  public void close() {
    if (watcher != null) {
      watcher.close();
      cohortWatcher.close();
    }
  }
}
