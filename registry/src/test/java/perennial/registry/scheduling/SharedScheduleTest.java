package perennial.registry.scheduling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import perennial.registry.Database;
import perennial.registry.RegistryConfig;
import perennial.registry.testing.TestDatabase;

/** What a clock that was ahead leaves in the plan. */
class SharedScheduleTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private static final Reachability SILENT =
      new Reachability() {
        @Override
        public void missed(Exception failure) {
          throw new AssertionError(failure);
        }

        @Override
        public void answered() {}
      };

  @Test
  void bringForward_afterAClockThatWasAhead_freesWaitingTasksAndAgesHeartbeats() {
    RegistryConfig config = TestDatabase.freshConfig();
    try (Database db = Database.open(config, Clock.systemUTC());
        SharedSchedule schedule = db.schedule(Duration.ofSeconds(1), SILENT);
        Handle handle = Jdbi.open(config.jdbcUrl(), config.user(), config.password())) {
      handle.execute(
          """
          INSERT INTO scheduled_tasks
            (task_name, task_instance, execution_time, picked, last_heartbeat, version)
          VALUES ('waits', '1', '2026-11-04T12:00:00Z', false, NULL, 1),
            ('in time', '1', '2026-11-01T12:01:30Z', false, NULL, 1),
            ('of a dead worker', '1', '2026-11-04T12:00:00Z', true, '2026-11-04T12:00:00Z', 1),
            ('of a live worker', '1', '2026-11-01T11:59:00Z', true, '2026-11-01T11:59:30Z', 1)
          """);
      Duration period = Duration.ofMinutes(1);
      assertEquals(
          1,
          schedule.bringForward(
              Map.of(
                  "waits", period,
                  "in time", period,
                  "of a dead worker", period,
                  "of a live worker", period),
              NOW));
      assertEquals(NOW, time(handle, "execution_time", "waits"));
      assertEquals(NOW.plusSeconds(90), time(handle, "execution_time", "in time"));
      assertEquals(NOW, time(handle, "last_heartbeat", "of a dead worker"));
      assertEquals(NOW.minusSeconds(30), time(handle, "last_heartbeat", "of a live worker"));
      assertEquals(
          5,
          handle.createQuery("SELECT sum(version) FROM scheduled_tasks").mapTo(Integer.class).one(),
          "only what was brought forward has a new version");
    }
  }

  private static Instant time(Handle handle, String column, String task) {
    return handle
        .createQuery("SELECT %s FROM scheduled_tasks WHERE task_name = :task".formatted(column))
        .bind("task", task)
        .mapTo(Instant.class)
        .one();
  }
}
