package perennial.math;

import java.util.Arrays;

/**
 * The mean of {@code (1 + p u)^-k} over {@code p ~ Beta(a, b)}, which is Gauss's {@code F(k, a; a +
 * b; -u)} (DLMF 15.6.1).
 *
 * <p>Three ways, the first that keeps its digits at the largest {@code u} asked for, with {@code v
 * = u / (1 + u)} and {@code c = a + b}:
 *
 * <ol>
 *   <li>Pfaff's {@code (1+u)^-a F(a, c-k; c; v)} (DLMF 15.8.1), whose coefficients do not depend on
 *       {@code u}: all nodes of a quadrature share them. Its terms change sign when {@code c < k};
 *       it is left when they cancel by more than a factor of {@value #MAX_CANCELLATION}.
 *   <li>{@code (1+u)^-k F(k, b; c; v)}: positive terms only, but about {@code k u} of them.
 *   <li>{@link LogitBetaQuadrature} of the mean itself: always, and slowly.
 * </ol>
 *
 * <p>Relative error below 1e-13 wherever {@code k, a, b <= 1e5}. Keeps coefficients between calls:
 * for one thread.
 */
public final class BetaPowerMean {
  private static final int MAX_CANCELLATION = 30;
  private static final int MAX_SHARED_TERMS = 6000;
  private static final int MAX_POSITIVE_TERMS = 3000;

  /** Powers are taken as exp(-x) with x to here, far from underflow. */
  private static final double MAX_EXPONENT = 600;

  private static final double MAX_SUM = 1e290;
  private static final double NEGLIGIBLE = 0x1p-54;

  private final double k;
  private final double a;
  private final double b;
  private final double c;
  private final double excess;
  private double[] coefficients = new double[64];
  private int known = 1;

  /**
   * @param k power, {@code > 0}
   * @param a {@code > 0}
   * @param b {@code > 0}
   */
  public BetaPowerMean(double k, double a, double b) {
    this.k = k;
    this.a = a;
    this.b = b;
    this.c = a + b;
    this.excess = c - k;
    coefficients[0] = 1;
  }

  /** The mean at one {@code u >= 0}. */
  public double value(double u) {
    double[] in = {u};
    double[] out = new double[1];
    values(in, out, 1);
    return out[0];
  }

  /**
   * The mean at several points.
   *
   * @param u ascending, {@code >= 0}
   * @param out takes the results, in {@code [0, 1]}
   * @param count entries to use
   */
  public void values(double[] u, double[] out, int count) {
    double largest = u[count - 1];
    int terms = sharedTerms(largest);
    if (terms > 0) {
      sumShared(u, out, count, terms);
    } else if (!sumPositive(u, out, count)) {
      LogitBetaQuadrature quadrature = new LogitBetaQuadrature(a, b);
      for (int i = 0; i < count; i++) {
        out[i] = quadrature.powerMean(k, u[i]);
      }
    }
  }

  /**
   * Number of terms of way 1 that {@code u} needs; 0 when it would lose digits or take too long.
   */
  private int sharedTerms(double u) {
    if (a * Math.log1p(u) > MAX_EXPONENT) {
      return 0;
    }
    double v = u / (1 + u);
    double power = 1;
    double sum = 1;
    double absolute = 1;
    for (int n = 0; n < MAX_SHARED_TERMS; n++) {
      double ratio = (a + n) * (excess + n) / ((c + n) * (n + 1));
      if (n + 1 == known) {
        extend(ratio);
      }
      power *= v;
      double term = coefficients[n + 1] * power;
      sum += term;
      absolute += Math.abs(term);
      // Horner's rule meets sums of the size of the coefficients themselves.
      if (!(absolute < MAX_SUM && Math.abs(coefficients[n + 1]) < MAX_SUM)) {
        return 0;
      }
      boolean shrinking = excess + n >= 0 && ratio * v < 1;
      if (shrinking && Math.abs(term) * tail(n, ratio, v) <= NEGLIGIBLE * Math.abs(sum)) {
        return absolute <= MAX_CANCELLATION * Math.abs(sum) ? n + 2 : 0;
      }
    }
    return 0;
  }

  /** Bound of the sum of all later terms over the term {@code n + 1}. */
  private double tail(int n, double ratio, double v) {
    double geometric = v * Math.max(1, ratio);
    double byGeometry = geometric < 1 ? geometric / (1 - geometric) : Double.MAX_VALUE;
    // Coefficients fall like n^-(k+1) in the end: this counts where v is near 1.
    return n > 2 * (a + b + k) ? Math.min(byGeometry, (n + c) / k) : byGeometry;
  }

  private void extend(double ratio) {
    if (known == coefficients.length) {
      coefficients = Arrays.copyOf(coefficients, 2 * known);
    }
    coefficients[known] = coefficients[known - 1] * ratio;
    known++;
  }

  /** Horner's rule for four points at a time, which the processor runs side by side. */
  private void sumShared(double[] u, double[] out, int count, int terms) {
    double[] f = coefficients;
    for (int i = 0; i < count; i += 4) {
      int i1 = Math.min(i + 1, count - 1);
      int i2 = Math.min(i + 2, count - 1);
      int i3 = Math.min(i + 3, count - 1);
      double v0 = u[i] / (1 + u[i]);
      double v1 = u[i1] / (1 + u[i1]);
      double v2 = u[i2] / (1 + u[i2]);
      double v3 = u[i3] / (1 + u[i3]);
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      for (int n = terms - 1; n >= 0; n--) {
        double fn = f[n];
        s0 = s0 * v0 + fn;
        s1 = s1 * v1 + fn;
        s2 = s2 * v2 + fn;
        s3 = s3 * v3 + fn;
      }
      out[i] = s0 * power(u[i], a);
      out[i1] = s1 * power(u[i1], a);
      out[i2] = s2 * power(u[i2], a);
      out[i3] = s3 * power(u[i3], a);
    }
  }

  private boolean sumPositive(double[] u, double[] out, int count) {
    double largest = u[count - 1];
    if (k * Math.log1p(largest) > MAX_EXPONENT || k * largest > MAX_POSITIVE_TERMS) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      double v = u[i] / (1 + u[i]);
      double term = power(u[i], k);
      double sum = term;
      int n = 0;
      double ratio;
      do {
        ratio = (k + n) * (b + n) / ((c + n) * (n + 1)) * v;
        term *= ratio;
        sum += term;
        if (++n > MAX_POSITIVE_TERMS) {
          return false;
        }
        // Ratios tend to v, from above when k > 1: the larger one bounds the tail.
      } while (Math.max(ratio, v) >= 1
          || term * Math.max(ratio, v) > NEGLIGIBLE * (1 - Math.max(ratio, v)) * sum);
      out[i] = sum;
    }
    return true;
  }

  private static double power(double u, double exponent) {
    return Math.exp(-exponent * Math.log1p(u));
  }
}
