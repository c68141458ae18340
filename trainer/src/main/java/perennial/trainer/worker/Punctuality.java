package perennial.trainer.worker;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.registry.RegistryUnavailable;
import perennial.registry.scheduling.SharedSchedule;
import perennial.trainer.Outage;

/**
 * Looks now and then whether a recurring task waits longer than it ever should, and brings it
 * forward: a clock that was ahead for a while plans the next round for a day far away. The tasks
 * cannot do that themselves, as they are the ones that wait.
 */
final class Punctuality implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Punctuality.class);

  private final SharedSchedule schedule;
  private final Map<String, Duration> periods;
  private final Runnable wake;
  private final Clock clock;
  private final Outage outage;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("punctuality").factory());

  /**
   * Starts looking.
   *
   * @param periods of the tasks, by name
   * @param wake lets the scheduler look for what is due: it waits by the same clock, until a time
   *     that is far away now
   */
  Punctuality(
      SharedSchedule schedule,
      Map<String, Duration> periods,
      Duration every,
      Runnable wake,
      Clock clock,
      Outage outage) {
    this.schedule = schedule;
    this.periods = periods;
    this.wake = wake;
    this.clock = clock;
    this.outage = outage;
    var unused =
        executor.scheduleWithFixedDelay(
            this::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      int forward = schedule.bringForward(periods, clock.instant());
      outage.answered();
      if (forward > 0) {
        wake.run();
        LOG.warn("{} recurring tasks were planned too far ahead and are due now", forward);
      }
    } catch (RegistryUnavailable e) {
      outage.missed(e);
    } catch (RuntimeException e) {
      LOG.error("the plan of the recurring tasks could not be looked at", e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
