package perennial.trainer.transactions;

import java.util.Arrays;

/** How often something happened on each day. */
final class DayCounts {
  private static final int ROOM = 512;

  private int start;
  private long[] counts = new long[0];

  /** Counts once on this day since 1970-01-01. */
  void add(int epochDay) {
    if (counts.length == 0) {
      start = epochDay - ROOM / 2;
      counts = new long[ROOM];
    }
    if (epochDay < start) {
      int more = start - epochDay + counts.length;
      long[] wider = new long[counts.length + more];
      System.arraycopy(counts, 0, wider, more, counts.length);
      counts = wider;
      start -= more;
    }
    if (epochDay - start >= counts.length) {
      counts = Arrays.copyOf(counts, Math.max(epochDay - start + 1, 2 * counts.length));
    }
    counts[epochDay - start]++;
  }

  /** The counts of so many days, the first of them first. */
  long[] from(int epochDay, int days) {
    long[] some = new long[days];
    for (int i = 0; i < days; i++) {
      int at = epochDay + i - start;
      some[i] = at >= 0 && at < counts.length ? counts[at] : 0;
    }
    return some;
  }
}
