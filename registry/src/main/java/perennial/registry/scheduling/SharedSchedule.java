package perennial.registry.scheduling;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import perennial.registry.Sql;

/**
 * The schedule of all workers of a database. While the database is away its scheduler waits instead
 * of failing at every turn; closing lets it go.
 */
public final class SharedSchedule implements AutoCloseable {
  private final PatientSource source;
  private final Sql sql;

  /**
   * @param sql for what does not wait
   * @param between tries to reach a database that is away
   */
  public SharedSchedule(DataSource source, Sql sql, Duration between, Reachability reachability) {
    this.sql = sql;
    this.source = new PatientSource(source, between, reachability);
  }

  /** A scheduler of one worker, to be set up and built by the caller, who stops it. */
  public SchedulerBuilder scheduler() {
    return Scheduler.create(source);
  }

  /**
   * Makes tasks due that are planned further ahead than their period and a minute. What a worker
   * said of itself at a time ahead of now counts as said now, so that a dead one is told from a
   * live one again.
   *
   * @param periods by the tasks' names; others are left alone
   * @return how many
   * @throws perennial.registry.RegistryUnavailable when the database cannot be reached
   */
  public int bringForward(Map<String, Duration> periods, Instant now) {
    List<Map.Entry<String, Duration>> tasks = List.copyOf(periods.entrySet());
    return sql.inTransaction(
        "looking at the plan of the recurring tasks",
        handle -> {
          forgetTimesAhead(handle, now);
          return handle
              .createUpdate(
                  """
                  UPDATE scheduled_tasks t SET execution_time = :now, version = t.version + 1
                  FROM unnest(CAST(:names AS text[]), CAST(:seconds AS bigint[]))
                    p (name, seconds)
                  WHERE t.task_name = p.name AND NOT t.picked
                    AND t.execution_time > :now + make_interval(secs => p.seconds + 60)
                  """)
              .bind("now", Sql.time(now))
              .bindArray("names", String.class, tasks.stream().map(Map.Entry::getKey).toList())
              .bindArray(
                  "seconds",
                  Long.class,
                  tasks.stream().map(task -> task.getValue().toSeconds()).toList())
              .execute();
        });
  }

  /** Without a new version, by which the task's worker would lose it. */
  private static void forgetTimesAhead(Handle handle, Instant now) {
    handle
        .createUpdate(
            """
            UPDATE scheduled_tasks SET last_heartbeat = :now
            WHERE picked AND last_heartbeat > :now + make_interval(secs => 60)
            """)
        .bind("now", Sql.time(now))
        .execute();
  }

  @Override
  public void close() {
    source.close();
  }
}
