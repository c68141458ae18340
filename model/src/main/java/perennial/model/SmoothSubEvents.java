package perennial.model;

import org.apache.commons.math3.linear.EigenDecomposition;
import perennial.math.GammaFunctions;

/**
 * Expected purchases where the sub-events are many: their number C modulo k is then as good as
 * uniform whatever C, and C is near its mean, so that few nodes have it.
 *
 * <p>With {@code G(N)} the sum of {@code s(n) = B(a, b+n-1)/B(a, b)} over {@code n <= N}, which is
 * {@code (a+b-1)/(a-1) (1 - B(a-1, b+N)/B(a-1, b))}, the expectation is the mean of {@code G((C -
 * R)/k)}, R uniform on 0 to k-1. The mean over the negative binomial part of C is by the Gauss
 * quadrature of Meixner's polynomials (DLMF 18.19, 18.22), that over R by two points of the same
 * mean and variance.
 */
final class SmoothSubEvents {
  /** The waves of regular purchases have died down to e^-this. */
  private static final double CALM = 36;

  /** Standard deviation relative to where s changes, to which the nodes give 1e-13. */
  private static final double MAX_SPREAD = 0.04;

  private static final double FEW_NODES = 0.005;
  private static final double LEAST_B = 10;

  private final int k;
  private final double shape;
  private final double age;
  private final double a;
  private final double b;
  private final double[] before;

  /**
   * @param shape r + k x
   * @param age alpha + T
   * @param before probabilities of j sub-events by T
   */
  SmoothSubEvents(int k, double shape, double age, double a, double b, double[] before) {
    this.k = k;
    this.shape = shape;
    this.age = age;
    this.a = a;
    this.b = b;
    this.before = before;
  }

  /** Whether the expectation within t can be taken this way, to 1e-12. */
  boolean isSmooth(double t) {
    double y = t / age;
    double mean = shape * y;
    double deviation = Math.sqrt(mean * (1 + y));
    return b >= LEAST_B
        && shape * Math.log1p(y * (1 - Math.cos(2 * Math.PI / k))) > CALM
        && mean > 12 * deviation + 2 * k
        && deviation < MAX_SPREAD * (mean + k * b);
  }

  double expectedWithin(double t) {
    double y = t / age;
    double mean = shape * y;
    double deviation = Math.sqrt(mean * (1 + y));
    boolean few = deviation < FEW_NODES * (mean + k * b);
    double sum = 0;
    for (int j = 0; j < k; j++) {
      if (before[j] > 0) {
        sum += before[j] * mean(j, y, few ? 5 : 9);
      }
    }
    return sum;
  }

  /** Given j sub-events by T. */
  private double mean(int j, double y, int nodes) {
    double own = shape + j;
    double centre = own * y;
    double deviation = Math.sqrt(centre * (1 + y));
    double[] diagonal = new double[nodes];
    double[] beside = new double[nodes - 1];
    for (int i = 0; i < nodes; i++) {
      diagonal[i] = i * (1 + 2 * y) / deviation;
      if (i > 0) {
        beside[i - 1] = Math.sqrt(i * (1 + (i - 1) / own));
      }
    }
    EigenDecomposition meixner = new EigenDecomposition(diagonal, beside);
    double apart = Math.sqrt((k * (double) k - 1) / 12);
    double sum = 0;
    for (int i = 0; i < nodes; i++) {
      double first = meixner.getEigenvector(i).getEntry(0);
      double c = j + centre + deviation * meixner.getRealEigenvalue(i) - 0.5 * (k - 1);
      sum += first * first * 0.5 * (purchases((c - apart) / k) + purchases((c + apart) / k));
    }
    return sum;
  }

  /** G(N). */
  private double purchases(double n) {
    double excess = a - 1;
    return excess == 0
        ? b * GammaFunctions.digammaStep(b, n)
        : -(b + excess) * Math.expm1(GammaFunctions.logBetaRatio(excess, b, n)) / excess;
  }
}
