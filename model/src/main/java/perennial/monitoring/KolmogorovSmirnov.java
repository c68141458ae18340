package perennial.monitoring;

/**
 * The two-sample Kolmogorov-Smirnov test over bins.
 *
 * <p>Binning values is a monotone map, so that the distance over bins is at most the distance of
 * the values, and the test over them keeps its level: it is conservative, the more the fewer the
 * bins. With 250 quantile bins a continuous number loses next to nothing.
 */
final class KolmogorovSmirnov {
  private KolmogorovSmirnov() {}

  /**
   * Largest difference of the distribution functions at the bins' ends.
   *
   * @param a counts of bins in ascending order
   * @param b likewise
   * @return in [0, 1]; 0 when either has no customer
   */
  static double distance(long[] a, long[] b) {
    double n = Counts.sum(a);
    double m = Counts.sum(b);
    double largest = 0;
    long belowA = 0;
    long belowB = 0;
    for (int i = 0; i < a.length && n > 0 && m > 0; i++) {
      belowA += a[i];
      belowB += b[i];
      largest = Math.max(largest, Math.abs(belowA / n - belowB / m));
    }
    return largest;
  }

  /**
   * Chance of such a distance when nothing has changed, in the limit of large numbers of customers:
   * the survival function of Kolmogorov's distribution at {@code sqrt(n m / (n + m)) d}, SciPy's
   * {@code scipy.special.kolmogorov}. For finite numbers it is a little too large, never too small
   * in the range where tests decide.
   *
   * <p>Kolmogorov (1933); both series of Marsaglia, Tsang and Wang (2003), Journal of Statistical
   * Software 8(18), section 3. Absolute error below 1e-14.
   */
  static double pValue(double distance, double n, double m) {
    return n > 0 && m > 0 ? survival(Math.sqrt(n * m / (n + m)) * distance) : 1;
  }

  static double survival(double x) {
    return x <= 0.04 ? 1 : x < 0.82 ? 1 - byTheta(x) : bySigns(x); // below .04 the rest is 1e-300
  }

  private static double byTheta(double x) {
    double exponent = -Math.PI * Math.PI / (8 * x * x);
    double sum = 0;
    for (int k = 1; k <= 9; k += 2) {
      sum += Math.exp(exponent * k * k);
    }
    return Math.sqrt(2 * Math.PI) / x * sum;
  }

  private static double bySigns(double x) {
    double sum = 0;
    for (int k = 5; k >= 1; k--) {
      double term = Math.exp(-2.0 * k * k * x * x);
      sum += k % 2 == 1 ? term : -term;
    }
    return Math.clamp(2 * sum, 0, 1);
  }
}
