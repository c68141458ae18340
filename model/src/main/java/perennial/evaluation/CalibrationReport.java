package perennial.evaluation;

import java.util.List;

/**
 * How calibrated the predictive distributions of one quantity are.
 *
 * @param customers judged
 * @param distance Kolmogorov-Smirnov distance of the randomised PIT to the uniform distribution
 * @param band the distance that 95 of 100 perfect models stay below, with so many customers and
 *     parameters that are not fitted to them
 * @param histogram share of the PIT in each of equally wide bins of (0, 1)
 * @param coverage of the central intervals
 */
public record CalibrationReport(
    long customers, double distance, double band, List<Double> histogram, List<Coverage> coverage) {

  public CalibrationReport {
    histogram = List.copyOf(histogram);
    coverage = List.copyOf(coverage);
  }

  /**
   * Coverage of one level.
   *
   * @param level nominal
   * @param implied by the model itself: above the level where numbers are discrete
   * @param actual share of the customers inside
   */
  public record Coverage(double level, double implied, double actual) {}
}
