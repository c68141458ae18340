package perennial.server.customers;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.registry.RegistryUnavailable;
import perennial.registry.monitoring.EventQuality;

/**
 * Adds the counts of this process's events to the database, every some seconds in a thread of its
 * own. While the database is away they wait in memory; nothing else waits for them.
 */
public final class EventQualityWriter implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EventQualityWriter.class);
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);

  private final EventQuality quality;
  private final Supplier<Map<String, Long>> taken;
  private final Consumer<Map<String, Long>> returned;
  private final Supplier<ZoneId> zone;
  private final Clock clock;
  private final Semaphore closing = new Semaphore(0);
  private final Thread thread;

  /**
   * @param taken takes the counts since the last time
   * @param returned takes counts back that could not be written
   * @param zone the ledger's, as it is known now
   */
  public EventQualityWriter(
      EventQuality quality,
      Supplier<Map<String, Long>> taken,
      Consumer<Map<String, Long>> returned,
      Supplier<ZoneId> zone,
      Clock clock) {
    this.quality = quality;
    this.taken = taken;
    this.returned = returned;
    this.zone = zone;
    this.clock = clock;
    this.thread =
        Thread.ofPlatform().name("perennial-event-quality").daemon().unstarted(this::write);
  }

  public void start() {
    thread.start();
  }

  /** Writes what waits, and ends. */
  @Override
  public void close() {
    closing.release();
    try {
      if (thread.getState() != Thread.State.NEW && !thread.join(CLOSE_PATIENCE)) {
        thread.interrupt();
        log.warn("counts of events were not written: the database does not answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write() {
    try {
      boolean last = false;
      while (!last) {
        last = closing.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void flush() {
    Map<String, Long> counts = taken.get();
    if (counts.isEmpty()) {
      return;
    }
    try {
      quality.add(LocalDate.ofInstant(clock.instant(), zone.get()), counts);
    } catch (RegistryUnavailable e) {
      returned.accept(counts);
      log.debug("counts of events wait: {}", e.getMessage());
    } catch (RuntimeException e) {
      log.error("counts of events cannot be written", e);
    }
  }
}
