package perennial.simulation;

import java.util.random.RandomGenerator;

/**
 * Gamma and beta variates.
 *
 * <p>Gamma: Marsaglia and Tsang (2000), "A simple method for generating gamma variables", ACM TOMS
 * 26(3); a shape below 1 is raised by 1 and the result multiplied by {@code U^(1/shape)}. Beta: the
 * ratio of two gammas, in logarithms so that tiny shapes do not give 0/0.
 */
final class RandomVariates {
  private RandomVariates() {}

  /** Exponential of mean 1, {@code > 0}. */
  static double exponential(RandomGenerator random) {
    return -Math.log(positiveUniform(random));
  }

  /** Gamma of this shape and scale 1; may underflow to 0 for a tiny shape. */
  static double gamma(RandomGenerator random, double shape) {
    return Math.exp(logGamma(random, shape));
  }

  /** Beta, in {@code [0, 1]}. */
  static double beta(RandomGenerator random, double a, double b) {
    return 1 / (1 + Math.exp(logGamma(random, b) - logGamma(random, a)));
  }

  private static double logGamma(RandomGenerator random, double shape) {
    if (shape < 1) {
      return logGamma(random, shape + 1) + Math.log(positiveUniform(random)) / shape;
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double normal = random.nextGaussian();
      double root = 1 + c * normal;
      if (root > 0) {
        double v = root * root * root;
        double u = positiveUniform(random);
        if (Math.log(u) < 0.5 * normal * normal + d * (1 - v + Math.log(v))) {
          return Math.log(d) + Math.log(v);
        }
      }
    }
  }

  private static double positiveUniform(RandomGenerator random) {
    return 1 - random.nextDouble();
  }
}
