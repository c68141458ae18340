package perennial.model;

import java.util.Arrays;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import perennial.math.GammaFunctions;

/**
 * The number C of sub-events from a customer's last purchase to {@code T + t}, given that there
 * were fewer than k by T: a mixture over those j of negative binomials, shifted by j. For one
 * thread.
 */
final class SubEvents {
  private static final double NEGLIGIBLE = 1e-17;
  private static final double MAX_EXPONENT = 300;

  /** Standard deviations below the mean with anything in them. */
  private static final double DEVIATIONS = 14;

  private final int k;
  private final double shape;
  private final double age;

  /** Of j sub-events by T. */
  private final double[] before;

  private double[] probabilities = new double[64];
  private int start;
  private int end;

  /**
   * @param shape r + k x
   * @param ageAtLast alpha + tx
   * @param silence T - tx
   */
  SubEvents(int k, double shape, double ageAtLast, double silence) {
    this.k = k;
    this.shape = shape;
    this.age = ageAtLast + silence;
    this.before = new double[k];
    double z = silence / age;
    double sum = 0;
    double term = 1;
    for (int j = 0; j < k; j++) {
      before[j] = term;
      sum += term;
      term *= (shape + j) / (j + 1) * z;
    }
    for (int j = 0; j < k; j++) {
      before[j] /= sum;
    }
  }

  /** Probabilities of j sub-events by T, the array itself. */
  double[] before() {
    return before;
  }

  double mean(double t) {
    return (shape + k) * (t / age);
  }

  double deviation(double t) {
    return Math.sqrt(mean(t) * (1 + t / age));
  }

  /** About how many values C may take. */
  double spread(double t) {
    return 20 * deviation(t) + 40 * (1 + t / age) + 2 * k;
  }

  /**
   * Computes the probabilities of C.
   *
   * @param limit of C, for none from which on is asked
   */
  void fill(double t, double limit) {
    boolean fromZero = shape * Math.log1p(t / age) < MAX_EXPONENT;
    double low = shape * (t / age) - DEVIATIONS * deviation(t);
    start = fromZero ? 0 : (int) Math.clamp(low, 0, Math.min(limit, 1e9));
    end = start;
    Arrays.fill(probabilities, 0);
    for (int j = 0; j < k; j++) {
      if (before[j] > 0) {
        add(j, t, fromZero, limit);
      }
    }
  }

  private void add(int j, double t, boolean fromZero, double limit) {
    double own = shape + j;
    double z = t / (age + t);
    double mode = Math.max(0, (own - 1) * (t / age));
    int m = fromZero ? 0 : (int) Math.clamp(mode, start, Math.max(start, Math.min(limit, 1e9)));
    double first =
        before[j]
            * (fromZero
                ? Math.exp(-own * Math.log1p(t / age))
                : new NegativeBinomial(own, age).probability(m, t));
    double p = first;
    double purchases = 0; // however rare: their expectation keeps its digits
    for (int n = m; n + (long) j < limit; n++) {
      put(n + j, p);
      purchases += n + j < k ? 0 : p;
      double ratio = (own + n) / (n + 1.0) * z;
      p *= ratio;
      if (n >= mode && n + j >= k && p <= NEGLIGIBLE * purchases * (1 - ratio)) {
        break;
      }
    }
    p = first;
    for (int n = m; n > start && p > NEGLIGIBLE * first; n--) {
      p *= n / ((own + (n - 1)) * z);
      put(n - 1 + j, p);
    }
  }

  private void put(int c, double p) {
    int i = c - start;
    if (i >= probabilities.length) {
      probabilities = Arrays.copyOf(probabilities, Math.max(i + 1, 2 * probabilities.length));
    }
    probabilities[i] += p;
    end = Math.max(end, c + 1);
  }

  /** The first value of C with a probability. */
  int start() {
    return start;
  }

  /** One more than the last. */
  int end() {
    return end;
  }

  /** Probability of {@code C = c} at the time last filled. */
  double probability(long c) {
    return c >= start && c < end ? probabilities[(int) (c - start)] : 0;
  }

  /**
   * Probability of {@code C >= p}, p at least k and whole or not: each j adds a positive term to
   * the incomplete beta function of the one before, DLMF 8.17.20.
   */
  double atLeast(double p, double t) {
    if (t == 0) {
      return 0;
    }
    double z = t / (age + t);
    double value = RegularizedBeta.value(z, p, shape);
    double sum = before[0] * value;
    // z^(p-1) (1-z)^shape / (shape B(p, shape))
    double term =
        Math.exp(
            (p - 1) * Math.log(z)
                - shape * Math.log1p(t / age)
                - Math.log(shape)
                - GammaFunctions.logBeta(p, shape));
    for (int j = 1; j < k; j++) {
      value += term;
      sum += before[j] * value;
      term *= age / t * ((p - j) / (shape + j));
    }
    return Math.clamp(sum, 0, 1);
  }
}
