package perennial.math;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/** The Hessian of an objective at a point, by its eigenvalues. */
public final class Curvature {
  /** Balances the error of the difference (step squared) and that of rounding (1e-15 / step). */
  private static final double STEP = 1e-4;

  private final int n;
  private final double[] values;
  private final double[][] vectors;

  private Curvature(EigenDecomposition eigen) {
    this.n = eigen.getRealEigenvalues().length;
    this.values = eigen.getRealEigenvalues();
    this.vectors = new double[n][];
    for (int i = 0; i < n; i++) {
      vectors[i] = eigen.getEigenvector(i).toArray();
    }
  }

  /**
   * The Hessian from central differences of the gradient; relative error about 1e-8 where the third
   * derivatives are of the size of the second.
   *
   * @throws ArithmeticException when a gradient nearby is not finite
   */
  public static Curvature of(Objective objective, double[] point) {
    return of(objective, point, point.length);
  }

  /**
   * The same of the first {@code n} coordinates alone, the others held.
   *
   * @throws ArithmeticException when a gradient nearby is not finite
   */
  public static Curvature of(Objective objective, double[] point, int n) {
    double[][] hessian = new double[n][n];
    double[] up = new double[point.length];
    double[] down = new double[point.length];
    double[] moved = point.clone();
    for (int i = 0; i < n; i++) {
      moved[i] = point[i] + STEP;
      objective.evaluate(moved, up);
      moved[i] = point[i] - STEP;
      objective.evaluate(moved, down);
      moved[i] = point[i];
      for (int j = 0; j < n; j++) {
        double second = (up[j] - down[j]) / (2 * STEP);
        if (!Double.isFinite(second)) {
          throw new ArithmeticException("the gradient is not finite near the point");
        }
        hessian[i][j] += 0.5 * second;
        hessian[j][i] += 0.5 * second;
      }
    }
    return new Curvature(new EigenDecomposition(new Array2DRowRealMatrix(hessian, false)));
  }

  /** The smallest eigenvalue; positive at a strict minimum. */
  public double smallest() {
    return values[n - 1];
  }

  /** Largest over smallest absolute eigenvalue; infinite when the smallest is 0. */
  public double condition() {
    double largest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
      least = Math.min(least, Math.abs(value));
    }
    return largest / least;
  }

  /** The inverse of a positive definite Hessian, row by row. */
  public double[][] inverse() {
    double[][] inverse = new double[n][n];
    for (int e = 0; e < n; e++) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          inverse[i][j] += vectors[e][i] * vectors[e][j] / values[e];
        }
      }
    }
    return inverse;
  }

  /** The Hessian with negative eigenvalues taken as 0. */
  public double[][] positivePart() {
    double[][] matrix = new double[n][n];
    for (int e = 0; e < n; e++) {
      double value = Math.max(values[e], 0);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          matrix[i][j] += value * vectors[e][i] * vectors[e][j];
        }
      }
    }
    return matrix;
  }

  /** Newton's step down, with negative curvature taken as positive and flat directions bounded. */
  double[] newtonStep(double[] gradient, double floor) {
    double[] step = new double[n];
    for (int e = 0; e < n; e++) {
      double along = 0;
      for (int i = 0; i < n; i++) {
        along += vectors[e][i] * gradient[i];
      }
      double scaled = -along / Math.max(Math.abs(values[e]), floor);
      for (int i = 0; i < n; i++) {
        step[i] += scaled * vectors[e][i];
      }
    }
    return step;
  }
}
