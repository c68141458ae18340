package perennial.monitoring;

import java.util.Arrays;
import java.util.Optional;
import perennial.model.Interval;

/**
 * How far the predicted purchases of all customers together are from the actual ones: {@code b =
 * sum(p) / sum(a) - 1}, above 0 when too many were predicted.
 *
 * <p>The interval is the bootstrap's over customers, of {@code b + (p_i - (1 + b) a_i) / mean(a)},
 * whose mean is {@code b}: the ratio's linearisation (Cochran 1977, Sampling Techniques, eq. 6.9),
 * good where the actual purchases are some dozens.
 *
 * @param bias relative, {@code >= -1}
 * @param interval of it, 95 %
 */
public record RelativeBias(long customers, double actual, double bias, Interval interval) {

  /**
   * @param predicted finite, one a customer
   * @param actual {@code >= 0}, in the same order
   * @return empty when nothing was bought
   * @throws IllegalArgumentException when the lengths differ, or a number is not finite
   */
  public static Optional<RelativeBias> of(
      double[] predicted, double[] actual, MonitoringSettings settings) {
    requirePairs(predicted, actual);
    double bought = Arrays.stream(actual).sum();
    if (bought == 0) {
      return Optional.empty();
    }
    double bias = Arrays.stream(predicted).sum() / bought - 1;
    Interval interval =
        new Bootstrap(settings.draws(), settings.seed())
            .means(linear(predicted, actual, bias, bought))[0];
    return Optional.of(new RelativeBias(actual.length, bought, bias, interval));
  }

  /** One number a customer, whose mean is the bias and whose spread is the bias's. */
  static double[] linear(double[] predicted, double[] actual, double bias, double bought) {
    double mean = bought / actual.length;
    double[] linear = new double[actual.length];
    Arrays.setAll(linear, i -> bias + (predicted[i] - (1 + bias) * actual[i]) / mean);
    return linear;
  }

  static void requirePairs(double[] predicted, double[] actual) {
    if (predicted.length != actual.length) {
      throw new IllegalArgumentException(
          "%d predictions of %d customers".formatted(predicted.length, actual.length));
    }
    for (int i = 0; i < actual.length; i++) {
      if (!Double.isFinite(predicted[i]) || !Double.isFinite(actual[i])) {
        throw new IllegalArgumentException(
            "customer %d: prediction %s, actual %s".formatted(i, predicted[i], actual[i]));
      }
    }
  }

  /** Half of the interval's width. */
  public double noise() {
    return (interval.upper() - interval.lower()) / 2;
  }

  /** The smallest size that the interval still allows: 0 when it holds 0. */
  public double least() {
    return Math.max(0, Math.max(interval.lower(), -interval.upper()));
  }
}
