package perennial.registry.scheduling;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * The schedule of all workers of a database. While the database is away its scheduler waits instead
 * of failing at every turn; closing lets it go.
 */
public final class SharedSchedule implements AutoCloseable {
  private final PatientSource source;

  /**
   * @param between tries to reach a database that is away
   */
  public SharedSchedule(DataSource source, Duration between, Reachability reachability) {
    this.source = new PatientSource(source, between, reachability);
  }

  /** A scheduler of one worker, to be set up and built by the caller, who stops it. */
  public SchedulerBuilder scheduler() {
    return Scheduler.create(source);
  }

  @Override
  public void close() {
    source.close();
  }
}
