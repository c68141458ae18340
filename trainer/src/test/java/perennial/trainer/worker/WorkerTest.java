package perennial.trainer.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.registry.Database;
import perennial.registry.NewDeployment;
import perennial.registry.RegistryConfig;
import perennial.registry.retraining.NewTrainingRun;
import perennial.registry.retraining.TrainingRun;
import perennial.registry.testing.TestDatabase;
import perennial.simulation.SimulationSettings;
import perennial.trainer.SimulatedLog;
import perennial.trainer.Training;
import perennial.trainer.TrainingProgress;
import perennial.trainer.TrainingSettings;
import perennial.trainer.cli.RunFitOptions;

/** Two whole workers at once on one database. */
class WorkerTest {
  private static final Map<String, String> FAST =
      Map.of(
          "PERENNIAL_WORKER_POLL_SECONDS", "1",
          "PERENNIAL_WORKER_HEARTBEAT_SECONDS", "1",
          "PERENNIAL_WORKER_GRACE_MINUTES", "0");

  @TempDir Path folder;

  /** Remembers what was measured, and whether two did so at once. */
  private static final class Remembered implements Measurements {
    final List<MonitoringWindow> windows = new CopyOnWriteArrayList<>();
    final Set<LocalDate> accuracies = ConcurrentHashMap.newKeySet();
    final Set<MonitoringWindow> considered = ConcurrentHashMap.newKeySet();
    final AtomicInteger busy = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();

    @Override
    public void measure(String model, MonitoringWindow window) {
      most.accumulateAndGet(busy.incrementAndGet(), Math::max);
      windows.add(window);
      busy.decrementAndGet();
    }

    @Override
    public void consider(String model, MonitoringWindow window) {
      considered.add(window);
    }

    @Override
    public void measureAccuracy(String model, LocalDate asOf) {
      accuracies.add(asOf);
    }

    @Override
    public Set<MonitoringWindow> measured(String model, Period period) {
      return new HashSet<>(windows);
    }

    @Override
    public boolean accuracyMeasured(String model, LocalDate asOf) {
      return accuracies.contains(asOf);
    }
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, what);
      Thread.onSpinWait();
    }
  }

  private String log() {
    Path log = folder.resolve("sales.csv");
    var unused =
        SimulatedLog.write(
            new SimulationSettings(
                3,
                800,
                LocalDate.of(2025, 1, 1),
                150,
                300,
                new perennial.model.MbgNbd(.9, 6.0, .8, 2.5),
                new perennial.model.GammaGamma(6.25, 3.74, 15.44),
                perennial.model.TimeUnit.WEEK),
            log);
    return log.toString();
  }

  private static Worker worker(Database database, Measurements measurements, Clock clock) {
    return Worker.start(
        WorkerConfig.from(FAST),
        database,
        measurements,
        new RunFitOptions(),
        clock,
        TrainingProgress.NONE);
  }

  @Test
  void twoWorkers_shareTheWork() throws Exception {
    RegistryConfig config = TestDatabase.freshConfig();
    Remembered remembered = new Remembered();
    String log = log();
    // Eight days on, so that windows have closed since the deployment.
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(8));
    try (Database one = Database.open(config, Clock.systemUTC());
        Database two = Database.open(config, Clock.systemUTC())) {
      var unused =
          new Training(Clock.systemUTC(), TrainingProgress.NONE)
              .trainAndRegister(
                  TrainingSettings.of(log).withHoldoutDays(60), "retail", "ann", one.registry());
      one.registry().deploy(NewDeployment.champion("retail", 1, 0, "ann", "first"));
      String settings = "{\"transactions\": \"%s\", \"holdout-days\": 60}".formatted(log);
      for (String model : List.of("a", "b", "c")) {
        var queued =
            one.trainingRuns()
                .request(
                    new NewTrainingRun(
                        model,
                        TrainingRun.Trigger.HAND,
                        java.util.OptionalLong.empty(),
                        "ann",
                        "why not",
                        settings));
        assertTrue(queued.isPresent());
      }
      try (Worker first = worker(one, remembered, later);
          Worker second = worker(two, remembered, later)) {
        await("windows", () -> remembered.windows.size() >= 9);
        await("accuracy", () -> !remembered.accuracies.isEmpty());
        await(
            "runs",
            () ->
                List.of("a", "b", "c").stream()
                    .allMatch(
                        model -> one.trainingRuns().runs(model, 0, 1).getFirst().state().ended()));
      }
      assertEquals(
          remembered.windows.size(), new HashSet<>(remembered.windows).size(), "each once");
      assertEquals(1, remembered.most.get());
      assertTrue(!remembered.considered.isEmpty());
      assertTrue(remembered.windows.containsAll(remembered.considered));
      for (String model : List.of("a", "b", "c")) {
        TrainingRun run = one.trainingRuns().runs(model, 0, 1).getFirst();
        assertEquals(TrainingRun.State.SUCCEEDED, run.state(), run::outcome);
        assertEquals(1, one.registry().versions(model, 0, 10).size());
      }
      // The schedule was due on the workers' clock, and two workers queued it once.
      assertTrue(one.trainingRuns().runs("retail", 0, 10).size() <= 1);
    }
  }
}
