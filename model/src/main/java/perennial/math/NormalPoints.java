package perennial.math;

import org.apache.commons.math3.random.SobolSequenceGenerator;
import org.apache.commons.numbers.gamma.InverseErfc;

/**
 * Points that stand for a standard normal vector: a Sobol sequence, centred in its cells and put
 * through the inverse of the normal distribution function. Always the same for the same size.
 *
 * <p>[1] Sobol (1967), USSR Computational Mathematics and Mathematical Physics 7(4), 86-112;
 * direction numbers of Joe and Kuo (2008), SIAM Journal on Scientific Computing 30(5), 2635-2654.
 *
 * <p>With at least twice as many points as dimensions, the points are moved linearly so that their
 * mean is 0 and their covariance the identity: every quantity that is linear in the vector then has
 * its exact mean and variance over them.
 */
public final class NormalPoints {
  private NormalPoints() {}

  /**
   * @param count a power of two, so that every coordinate falls once into each of {@code count}
   *     cells of equal probability
   * @param dimension 1 to 1,000
   * @return {@code double[count][dimension]}
   */
  public static double[][] of(int count, int dimension) {
    SobolSequenceGenerator sobol = new SobolSequenceGenerator(dimension);
    double[][] points = new double[count][];
    for (int i = 0; i < count; i++) {
      points[i] = sobol.nextVector();
      for (int j = 0; j < dimension; j++) {
        points[i][j] = quantile(points[i][j] + 0.5 / count);
      }
    }
    if (count >= 2 * dimension) {
      centre(points);
      whiten(points);
    }
    return points;
  }

  /**
   * The standard normal quantile.
   *
   * @param probability in {@code (0, 1)}
   */
  public static double quantile(double probability) {
    return -Math.sqrt(2) * InverseErfc.value(2 * probability);
  }

  private static void centre(double[][] points) {
    for (int j = 0; j < points[0].length; j++) {
      double sum = 0;
      for (double[] point : points) {
        sum += point[j];
      }
      for (double[] point : points) {
        point[j] -= sum / points.length;
      }
    }
  }

  /** Solves {@code L y = point} for the Cholesky factor {@code L} of the points' covariance. */
  private static void whiten(double[][] points) {
    double[][] factor = CovarianceFactor.cholesky(covariance(points));
    for (double[] point : points) {
      for (int i = 0; i < point.length; i++) {
        double rest = point[i];
        for (int j = 0; j < i; j++) {
          rest -= factor[i][j] * point[j];
        }
        point[i] = rest / factor[i][i];
      }
    }
  }

  private static double[][] covariance(double[][] points) {
    int n = points[0].length;
    double[][] covariance = new double[n][n];
    for (double[] point : points) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          covariance[i][j] += point[i] * point[j] / points.length;
        }
      }
    }
    return covariance;
  }
}
