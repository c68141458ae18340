package perennial.monitoring;

import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/** Tail probabilities, in [0, 1] for every argument that is a number. */
final class Tails {
  private static final ConcurrentHashMap<Integer, Double> CHI_SQUARE_95 = new ConcurrentHashMap<>();

  private Tails() {}

  /** Chance that the absolute value of a standard normal is at least {@code |z|}. */
  static double normal(double z) {
    return Erfc.value(Math.abs(z) / Math.sqrt(2));
  }

  /** Chance that the absolute value of Student's t is at least {@code |t|}. */
  static double student(double t, double degrees) {
    double square = t * t;
    return square == Double.POSITIVE_INFINITY
        ? 0
        : RegularizedBeta.value(degrees / (degrees + square), degrees / 2, 0.5);
  }

  /** Chance that chi-square is at least {@code x}; 1 for no degree of freedom. */
  static double chiSquare(double x, int degrees) {
    return degrees == 0 || x <= 0 ? 1 : RegularizedGamma.Q.value(degrees / 2.0, x / 2);
  }

  /** The 95th percentile of chi-square; 0 for no degree of freedom. */
  static double chiSquare95(int degrees) {
    return degrees == 0
        ? 0
        : CHI_SQUARE_95.computeIfAbsent(
            degrees, d -> new ChiSquaredDistribution(d, 1e-14).inverseCumulativeProbability(0.95));
  }
}
