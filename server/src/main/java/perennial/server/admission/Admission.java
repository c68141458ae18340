package perennial.server.admission;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Bounds the rows that wait or run, so that an overloaded server says no at once instead of being
 * late for everybody. A row with intervals counts once for each horizon.
 *
 * <p>A part is kept for single predictions, which batches can therefore not lock out. A batch that
 * weighs more than all batches may counts as much as that: an idle server takes it, and single
 * predictions still fit beside it. A single prediction that only touches memory needs no admission:
 * it never waits.
 */
public final class Admission {
  private static final int SINGLES_SHARE = 20; // one in so many
  private static final long WINDOW_NANOS = 250_000_000;
  private static final long MIN_DELAY_MILLIS = 20;
  private static final long MAX_DELAY_MILLIS = 10_000;

  private final int limit;
  private final int batchLimit;
  private final AtomicInteger rows = new AtomicInteger();
  private final LongAdder rejected = new LongAdder();
  private final LongAdder finished = new LongAdder(); // since the window began
  private final AtomicLong windowStart = new AtomicLong(System.nanoTime());
  private volatile double rowsPerMilli; // 0: not known yet

  /**
   * @param limit of rows that wait or run, at least 1
   */
  public Admission(int limit) {
    this.limit = limit;
    this.batchLimit = limit - limit / SINGLES_SHARE;
  }

  /**
   * Takes a single prediction in; followed by {@link #leave} of 1.
   *
   * @throws Overloaded when it does not fit
   */
  public void enterSingle() {
    enter(1, 1, limit);
  }

  /**
   * Takes a batch in; followed by {@link #leave} of as many rows.
   *
   * @throws Overloaded when it does not fit
   */
  public void enterBatch(int weight) {
    enter(weight, counted(weight), batchLimit);
  }

  private int counted(int weight) {
    return Math.min(weight, batchLimit);
  }

  private void enter(int weight, int counted, int bound) {
    int before;
    do {
      before = rows.get();
      if (before + counted > bound) {
        rejected.add(weight);
        throw new Overloaded(weight, before, limit, delay(before + counted - bound));
      }
    } while (!rows.compareAndSet(before, before + counted));
    if (before == 0) { // idle time says nothing about the rate
      finished.reset();
      windowStart.set(System.nanoTime());
    }
  }

  /** Ends what {@link #enterSingle} or {@link #enterBatch} began. */
  public void leave(int weight) {
    rows.addAndGet(-counted(weight));
    finished.add(counted(weight));
    long start = windowStart.get();
    long now = System.nanoTime();
    if (now - start > WINDOW_NANOS && windowStart.compareAndSet(start, now)) {
      double measured = finished.sumThenReset() * 1e6 / (now - start);
      rowsPerMilli = rowsPerMilli == 0 ? measured : (rowsPerMilli + measured) / 2;
    }
  }

  private Duration delay(int excess) {
    double rate = rowsPerMilli;
    long millis = rate == 0 ? 1_000 : (long) (excess / rate);
    return Duration.ofMillis(Math.clamp(millis, MIN_DELAY_MILLIS, MAX_DELAY_MILLIS));
  }

  /** Rows that wait or run now. */
  public int rows() {
    return rows.get();
  }

  /** The most rows that may wait or run. */
  public int limit() {
    return limit;
  }

  /** Rows refused since the start. */
  public long rejected() {
    return rejected.sum();
  }
}
