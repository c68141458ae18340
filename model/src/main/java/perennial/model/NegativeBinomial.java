package perennial.model;

import org.apache.commons.numbers.gamma.RegularizedBeta;
import perennial.math.GammaFunctions;

/**
 * Counts of a Poisson process whose rate is {@code Gamma(k, age)}: {@code Gamma(k+n)/(Gamma(k) n!)
 * (age/(age+t))^k (t/(age+t))^n}.
 */
record NegativeBinomial(double k, double age) {
  private static final double ENOUGH = 1e-12;

  /** Probabilities to e^-600 can be reached from that of 0 without underflow. */
  private static final double MAX_EXPONENT = 600;

  /** Probability of {@code n} events within {@code t}. */
  double probability(int n, double t) {
    return t == 0 ? (n == 0 ? 1 : 0) : Math.exp(logProbability(n, t));
  }

  /** Probability of at least {@code n} events within {@code t}. */
  double atLeast(int n, double t) {
    if (n == 0 || t == 0) {
      return n == 0 ? 1 : 0;
    }
    return RegularizedBeta.value(t / (age + t), n, k);
  }

  /** Fills the array with the probabilities of 0, 1, 2, ... events within {@code t}. */
  void fill(double t, double[] out) {
    double z = t / (age + t);
    int last = out.length - 1;
    // From the mode both ways: the first ones may underflow.
    int start = (int) Math.clamp((k - 1) * (t / age), 0, last);
    out[start] = probability(start, t);
    for (int n = start; n < last; n++) {
      out[n + 1] = out[n] * ((k + n) / (n + 1.0) * z);
    }
    for (int n = start; n > 0; n--) {
      out[n - 1] = out[n] * (n / ((k + n - 1) * z));
    }
  }

  /**
   * The same until what is left is below {@value #ENOUGH}.
   *
   * @return entries filled, at least 1
   */
  int fillUntilEnough(double t, double[] out) {
    double none = k * Math.log1p(t / age);
    boolean upwards = none < MAX_EXPONENT;
    if (!upwards) {
      fill(t, out);
    }
    double z = t / (age + t);
    double p = Math.exp(-none);
    double left = 1;
    for (int n = 0; n < out.length; n++) {
      if (upwards) {
        out[n] = p;
        p *= (k + n) / (n + 1.0) * z;
      }
      left -= out[n];
      if (left < ENOUGH) {
        return n + 1;
      }
    }
    return out.length;
  }

  double logProbability(int n, double t) {
    double none = -k * Math.log1p(t / age);
    // Gamma(k+n) / (Gamma(k) n!) = n^-1 / B(k, n)
    return n == 0
        ? none
        : none - n * Math.log1p(age / t) - Math.log(n) - GammaFunctions.logBeta(k, n);
  }
}
