package perennial.monitoring;

/**
 * Whether two shares differ. While every expected count is at least 5: the two-proportion z-test
 * with the pooled share (its square is chi-square without correction for continuity). Else Fisher's
 * exact test, two-sided: the chance of all tables that are no likelier than the one seen.
 *
 * @param statistic z; positive when the second share is larger
 * @param pValue in [0, 1]
 */
record ProportionTest(double statistic, double pValue) {
  private static final double ENOUGH_EXPECTED = 5;

  /** Tables as likely as the one seen, up to rounding, count; SciPy's margin. */
  private static final double AS_LIKELY = 1 + 1e-7;

  /** Of {@code a} in {@code n} and {@code b} in {@code m}. */
  static ProportionTest of(long a, long n, long b, long m) {
    long hits = a + b;
    long misses = n + m - hits;
    if (n == 0 || m == 0 || hits == 0 || misses == 0) {
      return new ProportionTest(0, 1);
    }
    double share = hits / (double) (n + m);
    double error = Math.sqrt(share * (1 - share) * (1.0 / n + 1.0 / m));
    double z = (b / (double) m - a / (double) n) / error;
    boolean enough = Math.min(n, m) * Math.min(share, 1 - share) >= ENOUGH_EXPECTED;
    return new ProportionTest(z, enough ? Tails.normal(z) : fisher(b, m, hits, n + m));
  }

  /**
   * Of {@code seen} hits among {@code m} drawn from {@code all}, of which {@code hits} are hits.
   */
  private static double fisher(long seen, long m, long hits, long all) {
    long low = Math.max(0, hits + m - all);
    long high = Math.min(hits, m);
    long mode = (long) ((hits + 1.0) * (m + 1.0) / (all + 2.0));
    long start = Math.clamp(mode, low, high);
    // Weights relative to the mode, by ratios of neighbours: no logarithm of a factorial loses
    // digits.
    double limit = weight(start, seen, m, hits, all) * AS_LIKELY;
    double total = 0;
    double tail = 0;
    for (int direction : new int[] {1, -1}) {
      double weight = 1;
      for (long x = start; x >= low && x <= high && weight > 0; x += direction) {
        if (direction == 1 || x != start) {
          total += weight;
          tail += weight <= limit ? weight : 0;
        }
        weight *= ratio(x, direction, m, hits, all);
      }
    }
    return Math.min(1, tail / total);
  }

  private static double weight(long start, long seen, long m, long hits, long all) {
    int direction = seen >= start ? 1 : -1;
    double weight = 1;
    for (long x = start; x != seen; x += direction) {
      weight *= ratio(x, direction, m, hits, all);
    }
    return weight;
  }

  /** Chance of the next number of hits in this direction over that of {@code x}. */
  private static double ratio(long x, int direction, long m, long hits, long all) {
    double others = all - hits - m;
    return direction == 1
        ? (hits - x) * (double) (m - x) / ((x + 1) * (others + x + 1))
        : x * (others + x) / ((hits - x + 1) * (double) (m - x + 1));
  }
}
