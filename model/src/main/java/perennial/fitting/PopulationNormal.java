package perennial.fitting;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * The normal distribution of the logarithms of groups' parameters. With a group's likelihood like a
 * normal of information I around m, m is normal around mu with covariance {@code 1/I + D}, D = diag
 * tau^2; its weight is {@code W = I (1 + D I)^-1}, which needs no inverse of I or D.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PopulationNormal(double[] mu, double[] tau) {
  private static final int MAX_ITERATIONS = 3_000;
  private static final double TOLERANCE = 1e-10;

  /** A spread below one in ten thousand is none. */
  private static final double LEAST_SPREAD = 1e-4;

  /** The largest change, of mu or of tau. */
  double distance(PopulationNormal other) {
    double distance = 0;
    for (int i = 0; i < mu.length; i++) {
      distance = Math.max(distance, Math.abs(mu[i] - other.mu[i]));
      distance = Math.max(distance, Math.abs(tau[i] - other.tau[i]));
    }
    return distance;
  }

  /** The most likely population for these groups, as they are now. */
  PopulationNormal maximise(List<GroupPosterior> groups) {
    PopulationNormal now = new PopulationNormal(leastSquares(groups), tau.clone());
    for (int i = 0; i < MAX_ITERATIONS; i++) {
      double[] spread = now.scaled(groups);
      PopulationNormal next =
          new PopulationNormal(new PopulationNormal(now.mu, spread).leastSquares(groups), spread);
      boolean settled = next.distance(now) < TOLERANCE;
      now = next;
      if (settled) {
        break;
      }
    }
    return now;
  }

  /** mu by generalised least squares; where nothing is known of it, it stays. */
  private double[] leastSquares(List<GroupPosterior> groups) {
    int n = mu.length;
    double[] gradient = new double[n];
    double[][] weights = new double[n][n];
    for (GroupPosterior group : groups) {
      double[][] weight = weight(group);
      double[] pull = pull(group);
      for (int i = 0; i < n; i++) {
        gradient[i] += pull[i];
        for (int j = 0; j < n; j++) {
          weights[i][j] += weight[i][j];
        }
      }
    }
    double[][] inverse = PooledFitter.inverse(weights);
    double[] better = mu.clone();
    for (int i = 0; i < n && inverse.length > 0; i++) {
      double step = 0;
      for (int j = 0; j < n; j++) {
        step += inverse[i][j] * gradient[j];
      }
      better[i] = Math.clamp(mu[i] + Math.clamp(step, -1, 1), -12, 12);
    }
    return better;
  }

  /** tau, each multiplied by the fourth root of how much more groups differ than they should. */
  private double[] scaled(List<GroupPosterior> groups) {
    int n = mu.length;
    double[] seen = new double[n];
    double[] expected = new double[n];
    for (GroupPosterior group : groups) {
      double[][] weight = weight(group);
      double[] pull = pull(group);
      for (int i = 0; i < n; i++) {
        seen[i] += pull[i] * pull[i];
        expected[i] += weight[i][i];
      }
    }
    double[] spread = new double[n];
    for (int i = 0; i < n; i++) {
      double better = expected[i] > 0 ? tau[i] * Math.pow(seen[i] / expected[i], 0.25) : 0;
      spread[i] = better < LEAST_SPREAD ? 0 : Math.min(better, 3);
    }
    return spread;
  }

  private double[][] shrunkInverse(GroupPosterior group) {
    int n = mu.length;
    double[][] matrix = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        matrix[i][j] = group.information()[i][j] * tau[j] * tau[j] + (i == j ? 1 : 0);
      }
    }
    return PooledFitter.inverse(matrix); // (1 + I D)^-1: never singular
  }

  /** {@code W = (1 + I D)^-1 I}. */
  private double[][] weight(GroupPosterior group) {
    return product(shrunkInverse(group), group.information());
  }

  /** {@code W (m - mu)}. */
  private double[] pull(GroupPosterior group) {
    int n = mu.length;
    double[][] inverse = shrunkInverse(group);
    double[] pull = new double[n];
    for (int j = 0; j < n; j++) {
      double off = group.target()[j];
      for (int k = 0; k < n; k++) {
        off -= group.information()[j][k] * mu[k];
      }
      for (int i = 0; i < n; i++) {
        pull[i] += inverse[i][j] * off;
      }
    }
    return pull;
  }

  /** Covariance of mu; empty when nothing is known of one of its components. */
  double[][] covariance(List<GroupPosterior> groups) {
    int n = mu.length;
    double[][] weights = new double[n][n];
    for (GroupPosterior group : groups) {
      double[][] weight = weight(group);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          weights[i][j] += (weight[i][j] + weight[j][i]) / 2;
        }
      }
    }
    if (Double.isNaN(logDeterminant(weights))) {
      return new double[0][];
    }
    double[][] inverse = PooledFitter.inverse(weights);
    for (double[] row : inverse) {
      for (double v : row) {
        if (!(Math.abs(v) < 100)) { // a parameter known to no factor e^10 is at a limit
          return new double[0][];
        }
      }
    }
    return inverse;
  }

  /**
   * Covariance of a group's parameters: {@code D - D W D}, and what is not known of mu as far as
   * the group leans on it.
   */
  double[][] covarianceOf(GroupPosterior group, double[][] ofMu) {
    int n = mu.length;
    if (ofMu.length == 0) {
      return ofMu;
    }
    double[][] weight = weight(group);
    double[][] lean = new double[n][n];
    double[][] covariance = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double dw = tau[i] * tau[i] * weight[i][j];
        lean[i][j] = (i == j ? 1 : 0) - dw;
        covariance[i][j] = (i == j ? tau[i] * tau[i] : 0) - dw * tau[j] * tau[j];
      }
    }
    double[][] half = product(lean, ofMu);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < n; k++) {
          covariance[i][j] += half[i][k] * lean[j][k];
        }
      }
    }
    return covariance;
  }

  private static double[][] product(double[][] a, double[][] b) {
    double[][] product = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        for (int j = 0; j < b[0].length; j++) {
          product[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return product;
  }

  /** Of a symmetric positive definite matrix; NaN for another. */
  static double logDeterminant(double[][] matrix) {
    try {
      double[][] root =
          new CholeskyDecomposition(new Array2DRowRealMatrix(matrix, false), 1e-6, 1e-300)
              .getL()
              .getData();
      double sum = 0;
      for (int i = 0; i < root.length; i++) {
        sum += 2 * Math.log(root[i][i]);
      }
      return sum;
    } catch (org.apache.commons.math3.exception.MathIllegalArgumentException notDefinite) {
      return Double.NaN;
    }
  }
}
