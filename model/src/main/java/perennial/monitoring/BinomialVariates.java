package perennial.monitoring;

import java.util.random.RandomGenerator;

/**
 * Binomial variates.
 *
 * <p>Means from 10: transformed rejection with squeeze, algorithm BTRS of Hoermann (1993), "The
 * generation of binomial random variates", Journal of Statistical Computation and Simulation
 * 46(1-2), 101-110. Smaller means: inversion by geometric gaps (Devroye 1986, X.4, "second waiting
 * time"). Both are exact; the work does not grow with n.
 */
final class BinomialVariates {
  private static final double[] STIRLING_REST = {
    0.08106146679532726, 0.04134069595540929, 0.02767792568499834, 0.02079067210376509,
    0.01664469118982119, 0.01387612882307075, 0.01189670994589177, 0.01041126526197209,
    0.009255462182712733, 0.008330563433362871
  };

  private BinomialVariates() {}

  /**
   * @param n {@code >= 0}
   * @param p in [0, 1]
   */
  static long draw(long n, double p, RandomGenerator random) {
    if (p > 0.5) {
      return n - draw(n, 1 - p, random);
    }
    return n * p >= 10 ? byRejection(n, p, random) : byGaps(n, p, random);
  }

  private static long byGaps(long n, double p, RandomGenerator random) {
    if (p <= 0) {
      return 0;
    }
    double logMiss = Math.log1p(-p);
    long successes = -1;
    double used = 0;
    do {
      used += Math.floor(Math.log(1 - random.nextDouble()) / logMiss) + 1;
      successes++;
    } while (used <= n);
    return successes;
  }

  private static long byRejection(long n, double p, RandomGenerator random) {
    double q = 1 - p;
    double deviation = Math.sqrt(n * p * q);
    double b = 1.15 + 2.53 * deviation;
    double a = -0.0873 + 0.0248 * b + 0.01 * p;
    double c = n * p + 0.5;
    double vr = 0.92 - 4.2 / b;
    while (true) {
      double u = random.nextDouble() - 0.5;
      double v = random.nextDouble();
      double us = 0.5 - Math.abs(u);
      double k = Math.floor((2 * a / us + b) * u + c);
      if (us >= 0.07 && v <= vr) {
        return (long) k;
      }
      if (k >= 0 && k <= n) {
        double alpha = (2.83 + 5.1 / b) * deviation;
        if (Math.log(v * alpha / (a / (us * us) + b)) <= logRatio(n, p, k)) {
          return (long) k;
        }
      }
    }
  }

  /** Logarithm of the chance of {@code k} over that of the mode. */
  private static double logRatio(double n, double p, double k) {
    double mode = Math.floor((n + 1) * p);
    double odds = p / (1 - p);
    return (mode + 0.5) * Math.log((mode + 1) / (odds * (n - mode + 1)))
        + (n + 1) * Math.log((n - mode + 1) / (n - k + 1))
        + (k + 0.5) * Math.log(odds * (n - k + 1) / (k + 1))
        + stirlingRest(mode)
        + stirlingRest(n - mode)
        - stirlingRest(k)
        - stirlingRest(n - k);
  }

  /** {@code ln k! - (k + 1/2) ln(k + 1) + (k + 1) - ln(2 pi)/2}. */
  private static double stirlingRest(double k) {
    if (k < STIRLING_REST.length) {
      return STIRLING_REST[(int) k];
    }
    double square = (k + 1) * (k + 1);
    return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / (k + 1);
  }
}
