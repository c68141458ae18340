package perennial.model;

import java.util.Arrays;

/** A covariance matrix of parameters, immutable. */
public final class Covariance {
  /** The covariance that a fit could not give. */
  public static final Covariance UNKNOWN = new Covariance(0, new double[0]);

  private final int dimension;
  private final double[] rowMajor;

  private Covariance(int dimension, double[] rowMajor) {
    this.dimension = dimension;
    this.rowMajor = rowMajor;
  }

  /**
   * @param rowMajor {@code n * n} finite numbers, row by row; empty for {@link #UNKNOWN}
   * @throws IllegalArgumentException when the length is no square or a number is not finite
   */
  public static Covariance ofRowMajor(double[] rowMajor) {
    int n = (int) Math.rint(Math.sqrt(rowMajor.length));
    if (n * n != rowMajor.length) {
      throw new IllegalArgumentException(rowMajor.length + " numbers are no square matrix");
    }
    for (double v : rowMajor) {
      if (!Double.isFinite(v)) {
        throw new IllegalArgumentException("covariance entry " + v + " must be finite");
      }
    }
    return n == 0 ? UNKNOWN : new Covariance(n, rowMajor.clone());
  }

  public int dimension() {
    return dimension;
  }

  public double get(int row, int column) {
    return rowMajor[row * dimension + column];
  }

  /** The {@code n * n} entries row by row; a new array. */
  public double[] toRowMajor() {
    return rowMajor.clone();
  }

  /** Square roots of the diagonal; a new array. */
  public double[] standardErrors() {
    double[] errors = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      errors[i] = Math.sqrt(get(i, i));
    }
    return errors;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Covariance that && Arrays.equals(rowMajor, that.rowMajor);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(rowMajor);
  }
}
