package perennial.trainer.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.monitoring.FeatureRole;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.registry.Database;
import perennial.registry.RegistryConfig;
import perennial.registry.monitoring.Alert;
import perennial.registry.monitoring.AlertNote;
import perennial.registry.monitoring.Alerts.AlertFilter;
import perennial.registry.testing.TestDatabase;
import perennial.trainer.cli.TrainerMain;
import perennial.trainer.testing.ChildJava;
import perennial.trainer.testing.DirtyEvents;
import perennial.trainer.worker.JobMeasurements;

/** A process that measures a window is killed before, or between, the two things it saves. */
class KilledWatchTest {
  private static final MonitoringWindow WEEK = DirtyEvents.week();

  @TempDir Path folder;

  private final RegistryConfig config = TestDatabase.freshConfig();
  private final Database database = Database.open(config, Clock.systemUTC());
  private final JobMeasurements worker = new JobMeasurements(database, Clock.systemUTC());

  @BeforeEach
  void fill() throws Exception {
    DirtyEvents.fill(database, folder);
    Files.writeString(
        folder.resolve("connection.properties"),
        "url=%s%nuser=%s%npassword=%s%n"
            .formatted(config.jdbcUrl(), config.user(), config.password()));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private List<Alert> alerts() {
    return database.alerts().alerts(AlertFilter.NONE, 0, 10);
  }

  private boolean isReported() {
    return database.monitoring().window(DirtyEvents.MODEL, WEEK).isPresent();
  }

  /** Kills it while it waits to write this table. */
  private void killWhenWriting(String table) throws Exception {
    try (Handle other = Jdbi.open(config.jdbcUrl(), config.user(), config.password());
        Handle looking = Jdbi.open(config.jdbcUrl(), config.user(), config.password());
        ChildJava watch =
            ChildJava.start(
                folder.resolve("watch.log"),
                Map.of(),
                TrainerMain.class,
                "watch",
                "--data-dir",
                folder.toString(),
                "--from",
                WEEK.start().toString(),
                "--to",
                WEEK.end().minusDays(1).toString())) {
      other.begin();
      other.execute("LOCK TABLE " + table + " IN EXCLUSIVE MODE"); // readers go on
      watch.await("a writer of " + table, () -> waiters(looking) > 0);
      watch.kill();
      // Else it would write once the table is free, before it notices that nobody is there.
      looking
          .createQuery(
              """
              SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity
              WHERE wait_event_type = 'Lock' AND datname = current_database()
              """)
          .mapTo(String.class)
          .list();
      other.rollback();
    }
  }

  private static int waiters(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE wait_event_type = 'Lock' AND datname = current_database()
            """)
        .mapTo(Integer.class)
        .one();
  }

  @ParameterizedTest
  @CsvSource({"alerts, 0", "monitoring_windows, 1"})
  void kill_betweenTheSaves_theNextRoundCompletesIt(String table, int alertsAtDeath)
      throws Exception {
    killWhenWriting(table);
    assertEquals(alertsAtDeath, alerts().size());
    assertFalse(isReported());
    assertFalse(
        worker.measured(DirtyEvents.MODEL, Period.WEEK).contains(WEEK),
        "what is not told of is not done");

    worker.measure(DirtyEvents.MODEL, WEEK);
    worker.consider(DirtyEvents.MODEL, WEEK);
    assertTrue(isReported());
    assertTrue(worker.measured(DirtyEvents.MODEL, Period.WEEK).contains(WEEK));
    Alert alert = alerts().getFirst();
    assertEquals(1, alerts().size());
    assertEquals(1, alert.windows());
    assertEquals(
        1,
        database.alerts().notes(alert.id()).stream()
            .filter(note -> note.what().equals("opened"))
            .count());
  }

  @Test
  void measure_eventsThatCameTwice_raiseAnAlertOfQuality() {
    worker.measure(DirtyEvents.MODEL, WEEK.previous());
    assertEquals(List.of(), alerts());
    worker.measure(DirtyEvents.MODEL, WEEK);
    Alert alert = alerts().getFirst();
    assertEquals(1, alerts().size());
    assertEquals(Features.EVENT_QUALITY, alert.feature());
    assertEquals(FeatureRole.QUALITY, alert.role());
    assertEquals(Alert.Severity.ALARM, alert.severity());
    assertTrue(alert.what().contains("duplicate gained, 1 % → 40 % of events"), alert::what);
    AlertNote opened = database.alerts().notes(alert.id()).getFirst();
    assertEquals(Optional.of(WEEK), opened.window());
    worker.measure(DirtyEvents.MODEL, WEEK);
    assertEquals(List.of(alert), alerts());
  }
}
