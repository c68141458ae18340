package perennial.monitoring;

import java.util.random.RandomGenerator;

/**
 * The population stability index {@code sum (a_i - b_i) ln(a_i / b_i)} of two arrays of shares. A
 * bin that is empty on both sides is no bin; one that is empty on one side stands for half a
 * customer there, so that the index is finite. It describes a difference and is never a test.
 */
final class StabilityIndex {
  /** Expected counts from which the formula of the null band holds. */
  private static final double ENOUGH_EXPECTED = 5;

  private StabilityIndex() {}

  /**
   * @return {@code >= 0}; 0 when either side has no customer
   */
  static double of(long[] a, long[] b) {
    double n = Counts.sum(a);
    double m = Counts.sum(b);
    double index = 0;
    for (int i = 0; i < a.length && n > 0 && m > 0; i++) {
      if (a[i] != 0 || b[i] != 0) {
        double shareA = Math.max(a[i], 0.5) / n;
        double shareB = Math.max(b[i], 0.5) / m;
        index += (shareA - shareB) * Math.log(shareA / shareB);
      }
    }
    return index;
  }

  /**
   * The index when nothing has changed. With B bins its mean is {@code (B - 1)(1/n + 1/m)} and its
   * 95th percentile {@code chi2(B - 1, .95)(1/n + 1/m)} (Yurdakul 2018, "Statistical properties of
   * population stability index", Western Michigan University) while every expected count is at
   * least 5; else it is drawn.
   */
  static NullBand band(long[] a, long[] b, int draws, RandomGenerator random) {
    double n = Counts.sum(a);
    double m = Counts.sum(b);
    int bins = Counts.occupied(a, b);
    if (n == 0 || m == 0 || bins < 2) {
      return NullBand.ZERO;
    }
    if (Counts.leastExpected(a, b) < ENOUGH_EXPECTED) {
      return NullBand.drawn(a, b, StabilityIndex::of, draws, random);
    }
    double scale = 1 / n + 1 / m;
    return new NullBand((bins - 1) * scale, Tails.chiSquare95(bins - 1) * scale);
  }
}
