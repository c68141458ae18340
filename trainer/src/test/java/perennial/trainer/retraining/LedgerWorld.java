package perennial.trainer.retraining;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Predicate;
import perennial.model.GammaGamma;
import perennial.model.MbgNbd;
import perennial.model.SpendOrders;
import perennial.model.TimeUnit;
import perennial.model.Traits;
import perennial.registry.Database;
import perennial.registry.NewDeployment;
import perennial.registry.RegistryConfig;
import perennial.registry.ledger.CustomerState;
import perennial.registry.ledger.LedgerTerms;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.registry.retraining.NewTrainingRun;
import perennial.registry.retraining.Policy;
import perennial.registry.retraining.TrainingRun;
import perennial.registry.testing.TestDatabase;
import perennial.simulation.SimulationSettings;
import perennial.trainer.Outage;
import perennial.trainer.SimulatedLog;
import perennial.trainer.Training;
import perennial.trainer.TrainingProgress;
import perennial.trainer.TrainingSettings;
import perennial.trainer.cli.RunFitOptions;
import perennial.trainer.ledger.LedgerLoad;
import perennial.trainer.transactions.InputFiles;
import perennial.trainer.transactions.LedgerSource;

/** A registry with a ledger of simulated customers, a champion, and a log of its predictions. */
final class LedgerWorld implements AutoCloseable {
  static final String MODEL = "retail";
  static final RunLoop.Timing TIMING =
      new RunLoop.Timing(Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofSeconds(30));
  private static final int CUSTOMERS = 1_200;

  final RegistryConfig config = TestDatabase.freshConfig();
  final Database database = Database.open(config, Clock.systemUTC());
  final Path log;

  private LedgerWorld(Path folder) {
    this.log = folder.resolve("sales.csv");
  }

  static LedgerWorld in(Path folder) throws Exception {
    LedgerWorld world = new LedgerWorld(folder);
    world.load();
    world.champion();
    world.logPredictions();
    return world;
  }

  private void load() {
    LocalDate today = LocalDate.now(Clock.systemUTC());
    var unused =
        SimulatedLog.write(
            new SimulationSettings(
                7,
                CUSTOMERS,
                today.minusDays(400),
                200,
                400,
                new MbgNbd(.9, 6.0, .8, 2.5),
                new GammaGamma(6.25, 3.74, 15.44),
                TimeUnit.WEEK),
            log);
    LedgerTerms terms = database.ledger().settle(new LedgerTerms(ZoneOffset.UTC, "USD"));
    try (LedgerLoad load =
        LedgerLoad.read(
            new InputFiles(List.of(log)),
            TrainingSettings.of(log.toString()).format(),
            "1GB",
            terms,
            Clock.systemUTC(),
            TrainingProgress.NONE)) {
      load.into(database.bulkLedger());
    }
  }

  private void champion() {
    var unused =
        new Training(Clock.systemUTC(), TrainingProgress.NONE)
            .trainAndRegister(
                TrainingSettings.of(TrainingSettings.LEDGER).withHoldoutDays(90),
                new LedgerSource(database.bulkLedger(), ZoneOffset.UTC),
                MODEL,
                "ann",
                database.registry());
    database.registry().deploy(NewDeployment.champion(MODEL, 1, 0, "ann", "the first one"));
  }

  private void logPredictions() {
    List<String> ids = new ArrayList<>();
    for (int i = 1; i <= CUSTOMERS; i++) {
      ids.add("C%07d".formatted(i));
    }
    Instant now = Instant.now();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Map<String, CustomerState> states = database.ledger().states(ids);
    database
        .predictionLog()
        .append(
            states.values().stream()
                .map(state ->
                    new LoggedPrediction(
                        UUID.randomUUID(),
                        now.minus(Duration.ofHours(1)),
                        state.customerId(),
                        MODEL,
                        1,
                        "CHAMPION",
                        "INDIVIDUAL",
                        state.history(today, SpendOrders.REPEAT, Traits.NONE),
                        Optional.empty(),
                        10,
                        "OK",
                        LoggedPrediction.EACH))
                .toList());
  }

  void policy(Policy.Then then) {
    database
        .trainingRuns()
        .setPolicy(MODEL, new Policy(7, true, 2, 24, then, 0.1, "{}"), "ann", "for the test");
  }

  TrainingRun request(String settings) {
    return database
        .trainingRuns()
        .request(
            new NewTrainingRun(
                MODEL,
                TrainingRun.Trigger.HAND,
                OptionalLong.empty(),
                "ann",
                "new prices",
                settings))
        .orElseThrow();
  }

  RunLoop worker(TrainingProgress also) {
    return worker(also, GateLimits.DEFAULT);
  }

  RunLoop worker(TrainingProgress also, GateLimits limits) {
    return RunLoop.start(
        database,
        new RunFitOptions(),
        limits,
        Clock.systemUTC(),
        "worker-" + UUID.randomUUID(),
        TIMING,
        new Outage(),
        also);
  }

  /** The run once it is as wanted. */
  TrainingRun await(long run, Predicate<TrainingRun> wanted) {
    long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    TrainingRun now = database.trainingRuns().run(run).orElseThrow();
    while (!wanted.test(now)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("still " + now);
      }
      Thread.onSpinWait();
      now = database.trainingRuns().run(run).orElseThrow();
    }
    return now;
  }

  TrainingRun awaitEnd(TrainingRun run) {
    return await(run.id(), now -> now.state().ended());
  }

  long versions() {
    return database.registry().versions(MODEL, 0, 100).size();
  }

  void writeConnection(Path file) throws Exception {
    Files.writeString(
        file,
        "url=%s%nuser=%s%npassword=%s%n"
            .formatted(config.jdbcUrl(), config.user(), config.password()));
  }

  @Override
  public void close() {
    database.close();
  }
}
