package perennial.fitting;

import perennial.model.Covariance;

/** Covariances of functions of what was searched, by the delta method. */
final class Transformed {
  private Transformed() {}

  /**
   * {@code J C J'}; {@link Covariance#UNKNOWN} when C is empty or the result is not finite.
   *
   * @param searched covariance of what was searched
   * @param jacobian a row for each reported number
   */
  static Covariance covariance(double[][] searched, double[][] jacobian) {
    if (searched.length == 0) {
      return Covariance.UNKNOWN;
    }
    int n = jacobian.length;
    int m = searched.length;
    double[][] half = new double[n][m];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < m; j++) {
        for (int k = 0; k < m; k++) {
          half[i][j] += jacobian[i][k] * searched[k][j];
        }
      }
    }
    double[] rowMajor = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = 0; k < m; k++) {
          sum += half[i][k] * jacobian[j][k];
        }
        if (!Double.isFinite(sum)) {
          return Covariance.UNKNOWN;
        }
        rowMajor[i * n + j] = sum;
        rowMajor[j * n + i] = sum;
      }
    }
    return Covariance.ofRowMajor(rowMajor);
  }

  /** The covariance of the first {@code n} alone. */
  static Covariance leading(Covariance covariance, int n) {
    if (covariance.dimension() == 0) {
      return covariance;
    }
    double[] rowMajor = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        rowMajor[i * n + j] = covariance.get(i, j);
      }
    }
    return Covariance.ofRowMajor(rowMajor);
  }
}
