package perennial.trainer.retraining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.monitoring.FeatureRole;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.monitoring.Segment;
import perennial.registry.Database;
import perennial.registry.RegistryConfig;
import perennial.registry.monitoring.Alert;
import perennial.registry.monitoring.Alerts.AlertFilter;
import perennial.registry.monitoring.Sighting;
import perennial.registry.retraining.NewTrainingRun;
import perennial.registry.retraining.TrainingRun;
import perennial.registry.testing.TestDatabase;

/** A worker dies, or is raced, while it turns an alarm into a run. */
class CutTriggerTest {
  private static final String MODEL = "retail";
  private static final MonitoringWindow MONDAY =
      new MonitoringWindow(Period.DAY, LocalDate.of(2026, 3, 2));

  /** For what takes milliseconds. */
  private static final Duration LONG = Duration.ofMinutes(2);

  private final RegistryConfig config = TestDatabase.freshConfig();
  private final Database database = Database.open(config, Clock.systemUTC());
  private final RetrainingTrigger trigger = new RetrainingTrigger(database, Clock.systemUTC());

  @BeforeEach
  void alarm() {
    Sighting severe =
        new Sighting(
            MODEL,
            1,
            "purchase_amount",
            FeatureRole.FLOW,
            Segment.ALL,
            Alert.Severity.ALARM,
            MONDAY,
            3.1,
            "it moved",
            "look");
    var unused = database.alerts().seen(MODEL, MONDAY, List.of(severe), List.of());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Alert alert() {
    return database.alerts().alerts(AlertFilter.NONE, 0, 10).getFirst();
  }

  private List<TrainingRun> runs() {
    return database.trainingRuns().runs(MODEL, 0, 10);
  }

  private List<String> thread() {
    return database.alerts().notes(alert().id()).stream().map(note -> note.what()).toList();
  }

  private static final String BLOCKED =
      "FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";

  /** Ends its connection while it waits to write this table. */
  private void cutWhenWriting(String table) throws Exception {
    try (Handle other = Jdbi.open(config.jdbcUrl(), config.user(), config.password());
        Handle looking = Jdbi.open(config.jdbcUrl(), config.user(), config.password());
        ExecutorService worker = Executors.newSingleThreadExecutor()) {
      other.begin();
      other.execute("LOCK TABLE " + table + " IN EXCLUSIVE MODE"); // readers go on
      Future<Optional<TrainingRun>> cut = worker.submit(() -> trigger.consider(MODEL, MONDAY));
      long deadline = System.nanoTime() + LONG.toNanos();
      while (ended(looking) == 0) {
        assertTrue(System.nanoTime() < deadline && !cut.isDone(), "it never wrote " + table);
        Thread.onSpinWait();
      }
      assertThrows(ExecutionException.class, cut::get);
      other.rollback();
    }
  }

  private static int ended(Handle handle) {
    return handle
        .createQuery("SELECT pg_terminate_backend(pid)::text " + BLOCKED)
        .mapTo(String.class)
        .list()
        .size();
  }

  @ParameterizedTest
  @ValueSource(strings = {"training_runs", "alerts", "alert_notes"})
  void consider_cutWhileItWrites_leavesNothingAndTheNextRoundQueuesOne(String table)
      throws Exception {
    cutWhenWriting(table);
    assertEquals(List.of(), runs(), "a run without its alert");
    assertEquals(OptionalLong.empty(), alert().trainingRun());
    assertEquals(List.of("opened"), thread());

    TrainingRun run = trigger.consider(MODEL, MONDAY).orElseThrow();
    assertEquals(Optional.empty(), trigger.consider(MODEL, MONDAY));
    assertEquals(List.of(run), runs());
    assertEquals(OptionalLong.of(run.id()), alert().trainingRun());
    assertEquals(List.of("opened", "retraining started", "retraining triggered"), thread());
  }

  @Test
  void consider_byTwoWorkersAtOnce_queuesOneAndSaysItOnce() throws Exception {
    try (ExecutorService workers = Executors.newFixedThreadPool(4)) {
      List<Future<Optional<TrainingRun>>> all =
          workers.invokeAll(Collections.nCopies(4, () -> trigger.consider(MODEL, MONDAY)));
      int queued = 0;
      for (Future<Optional<TrainingRun>> one : all) {
        queued += one.get().isPresent() ? 1 : 0;
      }
      assertEquals(1, queued);
    }
    assertEquals(List.of("opened", "retraining started", "retraining triggered"), thread());
  }

  @Test
  void consider_anotherRunIsQueuedMeanwhile_isNotTiedToIt() {
    var unused =
        database
            .trainingRuns()
            .request(
                new NewTrainingRun(
                    MODEL,
                    TrainingRun.Trigger.HAND,
                    OptionalLong.empty(),
                    "ann",
                    "new prices",
                    "{}"));
    assertEquals(Optional.empty(), trigger.consider(MODEL, MONDAY));
    assertEquals(OptionalLong.empty(), alert().trainingRun());
    assertEquals(List.of("opened", "retraining suppressed"), thread());
  }
}
