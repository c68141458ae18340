package perennial.uncertainty;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import perennial.math.NormalPoints;
import perennial.model.Interval;

/**
 * Quantiles of a positive quantity over the draws of the parameters. Its logarithms, in order, are
 * fitted by a cubic in the normal scores of their ranks, as in an expansion of Cornish and Fisher
 * (1938): the line is lognormal, the square gives skewness and the cube heavier tails. All draws
 * speak, not only those next to a quantile.
 */
final class DrawnQuantiles {
  /** Up to this normal score, beyond the highest level, the fitted quantiles ascend. */
  private static final double LAST_SCORE = 3.3;

  private static final int TERMS = 4;

  private static volatile Basis latest = Basis.of(64);

  private DrawnQuantiles() {}

  /**
   * What a least-squares fit does with the ordered logarithms.
   *
   * @param weights {@code double[4][count]}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Basis(int count, double[][] weights) {
    static Basis of(int count) {
      double[][] design =
          IntStream.range(0, count)
              .mapToDouble(i -> NormalPoints.quantile((i + 0.5) / count))
              .mapToObj(z -> new double[] {1, z, z * z - 1, z * z * z - 3 * z})
              .toArray(double[][]::new);
      return new Basis(
          count,
          new SingularValueDecomposition(new Array2DRowRealMatrix(design, false))
              .getSolver()
              .getInverse()
              .getData());
    }
  }

  /**
   * The central interval.
   *
   * @param values one a draw, {@code >= 0}, finite; sorted afterwards
   */
  static Interval interval(double[] values, double level) {
    Arrays.sort(values);
    int n = values.length;
    if (n < TERMS || values[0] == values[n - 1]) {
      return new Interval(values[0], values[n - 1], level);
    }
    double[] c = coefficients(values);
    double z = NormalPoints.quantile(0.5 * (1 - level));
    double lower = quantile(c, z);
    return new Interval(lower, Math.max(lower, quantile(c, -z)), level);
  }

  private static double[] coefficients(double[] sorted) {
    Basis basis = latest;
    if (basis.count() != sorted.length) {
      basis = Basis.of(sorted.length);
      latest = basis;
    }
    double[] c = new double[TERMS];
    for (int i = 0; i < sorted.length; i++) {
      double log = Math.log(Math.max(sorted[i], Double.MIN_NORMAL));
      for (int k = 0; k < TERMS; k++) {
        c[k] += basis.weights()[k][i] * log;
      }
    }
    // The slope c1 + 2 c2 z + 3 c3 (z^2 - 1) stays positive.
    c[1] = Math.max(0, c[1]);
    double most = c[1] / (2 * LAST_SCORE);
    c[2] = Math.clamp(c[2], -0.9 * most, 0.9 * most);
    c[3] = Math.clamp(c[3], 0, 0.2 * c[1]);
    return c;
  }

  private static double quantile(double[] c, double z) {
    double log = c[0] + z * c[1] + (z * z - 1) * c[2] + z * (z * z - 3) * c[3];
    return Math.min(Math.exp(log), Double.MAX_VALUE);
  }
}
