package perennial.math;

/** Square roots of covariance matrices: {@code L} with {@code L L' = C}. */
public final class CovarianceFactor {
  /** What is left of the diagonal when the rank is used up, relative to its largest entry. */
  private static final double RANK_TOLERANCE = 1e-13;

  private CovarianceFactor() {}

  /** The lower triangular factor of a positive definite matrix. */
  static double[][] cholesky(double[][] matrix) {
    int n = matrix.length;
    double[][] factor = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = matrix[i][j] - dot(factor[i], factor[j], j);
        factor[i][j] = i == j ? Math.sqrt(rest) : rest / factor[j][j];
      }
    }
    return factor;
  }

  /**
   * A factor of a matrix that may be positive semi-definite, by Cholesky with the largest remaining
   * variance first (Higham 2002, Accuracy and Stability of Numerical Algorithms, section 10.3). A
   * coordinate without variance has a row of zeros.
   *
   * @param matrix symmetric; rounding may have made small eigenvalues negative
   * @return {@code double[n][n]}, row {@code i} of coordinate {@code i}; not triangular
   */
  public static double[][] of(double[][] matrix) {
    int n = matrix.length;
    double[][] factor = new double[n][n];
    double[] left = new double[n];
    double largest = 0;
    for (int i = 0; i < n; i++) {
      left[i] = matrix[i][i];
      largest = Math.max(largest, left[i]);
    }
    for (int column = 0; column < n; column++) {
      int pivot = indexOfLargest(left);
      if (!(left[pivot] > RANK_TOLERANCE * largest)) {
        break;
      }
      double root = Math.sqrt(left[pivot]);
      for (int i = 0; i < n; i++) {
        if (left[i] > 0) {
          double rest = matrix[i][pivot] - dot(factor[i], factor[pivot], column);
          factor[i][column] = i == pivot ? root : rest / root;
        }
      }
      for (int i = 0; i < n; i++) {
        left[i] = i == pivot ? 0 : left[i] - factor[i][column] * factor[i][column];
      }
    }
    return factor;
  }

  private static int indexOfLargest(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }

  private static double dot(double[] a, double[] b, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
