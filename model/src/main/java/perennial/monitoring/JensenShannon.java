package perennial.monitoring;

import java.util.random.RandomGenerator;

/**
 * The Jensen-Shannon distance of two arrays of shares: the square root of the divergence in base 2,
 * in [0, 1], as {@code scipy.spatial.distance.jensenshannon(a, b, base=2)}. Lin (1991), IEEE
 * Transactions on Information Theory 37(1), eq. (4.1); Endres and Schindelin (2003) for the root.
 */
final class JensenShannon {
  private static final double LOG_2 = Math.log(2);

  private JensenShannon() {}

  /**
   * @return 0 when either side has no customer
   */
  static double of(long[] a, long[] b) {
    double n = Counts.sum(a);
    double m = Counts.sum(b);
    double divergence = 0;
    for (int i = 0; i < a.length && n > 0 && m > 0; i++) {
      double shareA = a[i] / n;
      double shareB = b[i] / m;
      double middle = (shareA + shareB) / 2;
      divergence += entropy(shareA, middle) + entropy(shareB, middle);
    }
    return Math.sqrt(Math.clamp(divergence / (2 * LOG_2), 0, 1));
  }

  private static double entropy(double share, double middle) {
    return share > 0 ? share * Math.log(share / middle) : 0;
  }

  static NullBand band(long[] a, long[] b, int draws, RandomGenerator random) {
    return Counts.sum(a) == 0 || Counts.sum(b) == 0
        ? NullBand.ZERO
        : NullBand.drawn(a, b, JensenShannon::of, draws, random);
  }
}
