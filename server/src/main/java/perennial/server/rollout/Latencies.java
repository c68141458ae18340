package perennial.server.rollout;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts of durations in cells that grow by powers of two, each cut into eight: a quantile is exact
 * to an eighth. For any number of threads.
 */
final class Latencies {
  private static final int SUB_BITS = 3;
  private static final int SUB_CELLS = 1 << SUB_BITS;
  private static final int CELLS = 64 * SUB_CELLS;

  private final AtomicLongArray counts = new AtomicLongArray(CELLS);

  void add(long nanos) {
    counts.incrementAndGet(cell(Math.max(0, nanos)));
  }

  void addTo(long[] sums) {
    for (int i = 0; i < CELLS; i++) {
      sums[i] += counts.get(i);
    }
  }

  static long[] none() {
    return new long[CELLS];
  }

  /**
   * @param q in {@code (0, 1)}
   * @return upper end of the cell that has the quantile, in nanoseconds; 0 without counts
   */
  static long quantile(long[] counts, double q) {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    long rank = (long) Math.ceil(q * total);
    long below = 0;
    for (int i = 0; i < counts.length && total > 0; i++) {
      below += counts[i];
      if (below >= rank) {
        return upperEnd(i);
      }
    }
    return 0;
  }

  // Below 8 ns a cell is one nanosecond; above, the three bits after the leading one tell the cell.
  private static int cell(long nanos) {
    if (nanos < SUB_CELLS) {
      return (int) nanos;
    }
    int exponent = 63 - Long.numberOfLeadingZeros(nanos);
    int sub = (int) (nanos >>> (exponent - SUB_BITS)) & (SUB_CELLS - 1);
    return (exponent - SUB_BITS + 1) * SUB_CELLS + sub;
  }

  private static long upperEnd(int cell) {
    if (cell < SUB_CELLS) {
      return cell;
    }
    int shift = cell / SUB_CELLS - 1;
    long lower = (long) (SUB_CELLS + cell % SUB_CELLS) << shift;
    return lower + (1L << shift) - 1;
  }
}
