package perennial.monitoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Counts of the same bins in the reference and in a window. */
final class Counts {
  private Counts() {}

  static long sum(long[] counts) {
    return Arrays.stream(counts).sum();
  }

  static long[] of(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).toArray();
  }

  /** Shares that sum to 1; all 0 without a customer. */
  static List<Double> shares(long[] counts) {
    double all = Math.max(1, sum(counts));
    List<Double> shares = new ArrayList<>();
    for (long count : counts) {
      shares.add(count / all);
    }
    return shares;
  }

  /** How many bins are empty on neither or on one side only. */
  static int occupied(long[] a, long[] b) {
    int occupied = 0;
    for (int i = 0; i < a.length; i++) {
      occupied += a[i] + b[i] > 0 ? 1 : 0;
    }
    return occupied;
  }

  /** The least count that an occupied bin is expected to have, on the smaller side. */
  static double leastExpected(long[] a, long[] b) {
    double n = sum(a);
    double m = sum(b);
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < a.length; i++) {
      if (a[i] + b[i] > 0) {
        least = Math.min(least, (a[i] + b[i]) / (n + m) * Math.min(n, m));
      }
    }
    return least;
  }
}
