package perennial.uncertainty;

import java.util.Arrays;
import perennial.math.CovarianceFactor;
import perennial.model.Covariance;

/**
 * Parameters as the data leave them open: normal with the fit's covariance, on the logarithm of a
 * parameter's distance from the lower end of its domain (Laplace's approximation); parameters
 * without a lower end on their own scale.
 *
 * <p>The covariance is carried from the parameters to their logarithms by the delta method, which
 * is where the fit took it from.
 */
final class LaplaceDraws {
  /** Lower end of parameters that may be any number. */
  static final double NO_FLOOR = Double.NEGATIVE_INFINITY;

  /** A parameter that the data say next to nothing about is moved by no more than e^+-7. */
  private static final double MAX_SHIFT = 7;

  private final double[] centre;
  private final double[] floor;
  private final double[][] factor;

  /**
   * @param centre the parameters found
   * @param floor lower end of each one's domain, or {@link #NO_FLOOR}
   * @param covariance of the parameters, of the same dimension
   */
  LaplaceDraws(double[] centre, double[] floor, Covariance covariance) {
    int n = centre.length;
    if (covariance.dimension() != n) {
      throw new IllegalArgumentException(
          "%d parameters with a covariance of dimension %d".formatted(n, covariance.dimension()));
    }
    this.centre = centre;
    this.floor = floor;
    double[][] ofLogs = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        ofLogs[i][j] = covariance.get(i, j) / scale(i) / scale(j);
      }
    }
    this.factor = CovarianceFactor.of(ofLogs);
  }

  private double scale(int i) {
    return floor[i] == NO_FLOOR ? 1 : centre[i] - floor[i];
  }

  /**
   * The parameters at one point.
   *
   * @param point standard normal numbers; those from {@code offset} on are used
   */
  double[] at(double[] point, int offset) {
    double[] drawn = new double[centre.length];
    for (int i = 0; i < drawn.length; i++) {
      double shift = 0;
      for (int j = 0; j < drawn.length; j++) {
        shift += factor[i][j] * point[offset + j];
      }
      drawn[i] =
          floor[i] == NO_FLOOR
              ? centre[i] + shift
              : Math.max(
                  Math.nextUp(floor[i]),
                  floor[i]
                      + (centre[i] - floor[i])
                          * Math.exp(Math.clamp(shift, -MAX_SHIFT, MAX_SHIFT)));
    }
    return drawn;
  }

  /** Floors of 0 for so many parameters, then of none for so many others. */
  static double[] floors(int positive, int free) {
    double[] floors = new double[positive + free];
    Arrays.fill(floors, positive, floors.length, NO_FLOOR);
    return floors;
  }
}
