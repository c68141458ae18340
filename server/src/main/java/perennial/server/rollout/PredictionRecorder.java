package perennial.server.rollout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.registry.RegistryUnavailable;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.registry.predictionlog.PredictionLog;

/**
 * Writes to the prediction log in a thread of its own, in batches. Callers never wait: what comes
 * while the queue is full, as in a long outage of the database, is dropped and counted.
 */
public final class PredictionRecorder implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PredictionRecorder.class);
  private static final int CAPACITY = 20_000; // some 10 MB
  private static final int BATCH = 2_000;
  private static final Duration FLUSH = Duration.ofSeconds(1);
  private static final Duration PRUNE = Duration.ofHours(1);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);

  private final PredictionLog predictions;
  private final RolloutSettings settings;
  private final Clocks clocks;
  private final Clock clock;
  private final BoundedQueue<LoggedPrediction> queue = new BoundedQueue<>(CAPACITY);
  private final LongAdder written = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final Thread thread;
  private volatile boolean closing;
  private volatile boolean flush;
  private Instant pruneAt; // only touched by the thread
  private String trouble = ""; // likewise

  public PredictionRecorder(PredictionLog predictions, RolloutSettings settings, Clocks clocks) {
    this.predictions = predictions;
    this.settings = settings;
    this.clocks = clocks;
    this.clock = clocks.own();
    this.pruneAt = clock.instant();
    this.thread =
        Thread.ofPlatform().name("perennial-prediction-log").daemon().unstarted(this::write);
  }

  public void start() {
    thread.start();
  }

  /** Whether the next prediction is one of the share that is logged. */
  boolean samples() {
    double share = settings.loggedShare();
    return share >= 1 || share > 0 && ThreadLocalRandom.current().nextDouble() < share;
  }

  /** Of the predictions of which not each is logged. */
  double share() {
    return settings.loggedShare();
  }

  /** A name for a prediction: UUID version 7 (RFC 9562), so that those of one time are close. */
  UUID nextId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = clock.millis() << 16 | 0x7000 | random.nextLong() & 0xFFF;
    long low = random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  /** Takes the row over; never waits. */
  void record(LoggedPrediction row) {
    if (queue.offer(row) == BATCH) {
      LockSupport.unpark(thread);
    }
  }

  /** Rows that are in the log. */
  public long written() {
    return written.sum();
  }

  /** Rows that were not logged: the queue was full, or the database refused them. */
  public long dropped() {
    return queue.dropped() + refused.sum();
  }

  /** Rows that wait. */
  public int waiting() {
    return queue.size();
  }

  /** Writes what waits now, without its pause. */
  void flush() {
    flush = true;
    LockSupport.unpark(thread);
  }

  /** Writes what waits, for some seconds at most, and ends. */
  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    if (!Threads.ended(thread, CLOSE_PATIENCE)) {
      thread.interrupt();
      log.warn("{} predictions were not logged: the database does not answer", waiting());
    }
  }

  private void write() {
    while (!closing) {
      pause();
      writeAll();
      prune();
    }
    writeAll();
  }

  private void pause() {
    long until = System.nanoTime() + FLUSH.toNanos();
    while (!closing && !flush && queue.size() < BATCH && System.nanoTime() < until) {
      LockSupport.parkNanos(this, until - System.nanoTime());
    }
    flush = false;
  }

  private void writeAll() {
    List<LoggedPrediction> rows = queue.take(BATCH);
    while (!rows.isEmpty()) {
      if (!append(rows)) {
        return;
      }
      rows = queue.take(BATCH);
    }
  }

  // Keeps trying until the database is back: meanwhile the queue fills and then drops.
  private boolean append(List<LoggedPrediction> rows) {
    while (true) {
      try {
        written.add(predictions.append(rows));
        recovered();
        return true;
      } catch (RegistryUnavailable e) {
        away(e);
        if (closing || !waited()) {
          giveUp(rows.size());
          return false;
        }
      } catch (RuntimeException | Error e) { // without this thread nothing would be logged any more
        refused.add(rows.size());
        log.error("{} predictions could not be logged", rows.size(), e);
        return true;
      }
    }
  }

  /** These, and all that wait: the process ends, and the database is away. */
  private void giveUp(int rows) {
    int lost = rows + queue.take(CAPACITY).size();
    refused.add(lost);
    log.warn("{} predictions were not logged: the database does not answer", lost);
  }

  private boolean waited() {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    while (!closing && System.nanoTime() < until) {
      LockSupport.parkNanos(this, until - System.nanoTime());
    }
    return !Thread.currentThread().isInterrupted();
  }

  private void prune() {
    Instant now = clock.instant();
    // One further ahead than ever planned is of a clock that was set back since.
    if (now.isBefore(pruneAt) && !pruneAt.isAfter(now.plus(PRUNE))) {
      return;
    }
    pruneAt = now.plus(PRUNE);
    try {
      // A clock that is far ahead must not take days that are not old.
      Instant kept = clocks.earlier().minus(Duration.ofDays(settings.keptDays()));
      int days = predictions.prune(kept);
      if (days > 0) {
        log.info("{} days of the prediction log were older than kept, and are gone", days);
      }
    } catch (RegistryUnavailable e) {
      away(e);
    } catch (RuntimeException | Error e) {
      log.error("old days of the prediction log cannot be dropped", e);
    }
  }

  private void away(RegistryUnavailable e) {
    if (trouble.isEmpty()) { // an outage of hours is one line
      trouble = String.valueOf(e.getMessage());
      log.warn("predictions wait to be logged, and are dropped when too many: {}", trouble);
    }
  }

  private void recovered() {
    if (!trouble.isEmpty()) {
      trouble = "";
      log.info("predictions are logged again; {} were dropped since the start", dropped());
    }
  }
}
