package perennial.server.metrics;

import java.util.concurrent.atomic.LongAdder;

/**
 * Times in fixed buckets. Writers add to a striped counter and never wait; a reader sees every
 * bucket a little earlier or later than the others.
 */
public final class Histogram {
  /** Of calls: 50 microseconds to 10 seconds. */
  static final long[] CALL_NANOS = {
    50_000,
    100_000,
    250_000,
    500_000,
    1_000_000,
    2_500_000,
    5_000_000,
    10_000_000,
    25_000_000,
    50_000_000,
    100_000_000,
    250_000_000,
    500_000_000,
    1_000_000_000,
    2_500_000_000L,
    10_000_000_000L
  };

  /** Of events, from when they happened: a second to a month. */
  static final long[] LAG_NANOS = {
    1_000_000_000L,
    10_000_000_000L,
    60_000_000_000L,
    600_000_000_000L,
    3_600_000_000_000L,
    21_600_000_000_000L,
    86_400_000_000_000L,
    604_800_000_000_000L,
    2_592_000_000_000_000L
  };

  private final long[] bounds;
  private final LongAdder[] counts; // one more than bounds: above the last one
  private final LongAdder sumMicros = new LongAdder();

  /**
   * @param bounds upper ends of the buckets in nanoseconds, rising
   */
  Histogram(long[] bounds) {
    this.bounds = bounds;
    this.counts = new LongAdder[bounds.length + 1];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new LongAdder();
    }
  }

  /** Adds a time; one below 0 counts as 0. */
  public void add(long nanos) {
    int bucket = 0;
    while (bucket < bounds.length && nanos > bounds[bucket]) {
      bucket++;
    }
    counts[bucket].increment();
    sumMicros.add(Math.max(0, nanos) / 1_000);
  }

  /** Writes the buckets, their sum and their count. */
  void write(MetricsText text, String name, String labels) {
    long count = 0;
    String separator = labels.isEmpty() ? "" : ",";
    for (int i = 0; i < counts.length; i++) {
      count += counts[i].sum();
      String bound = i < bounds.length ? Double.toString(bounds[i] / 1e9) : "+Inf";
      text.sample(name + "_bucket", labels + separator + "le=\"" + bound + "\"", count);
    }
    text.sample(name + "_sum", labels, sumMicros.sum() / 1e6);
    text.sample(name + "_count", labels, count);
  }
}
