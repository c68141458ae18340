package perennial.monitoring;

import java.util.Arrays;
import java.util.Optional;
import perennial.model.Interval;

/**
 * Which of two predictions of the same customers has the smaller {@link RelativeBias}, in either
 * direction: {@code |b| - |b'|}. As both are held against the same purchases, chance in what
 * customers do cancels for the most part.
 *
 * @param difference {@code |own| - |other|}: below 0 the first is nearer
 * @param interval of the difference, 95 %; as if the signs of both were known
 */
public record PairedBias(
    RelativeBias own, RelativeBias other, double difference, Interval interval) {

  /**
   * @param predicted finite, one a customer
   * @param other likewise, in the same order
   * @param actual {@code >= 0}
   * @return empty when nothing was bought
   * @throws IllegalArgumentException when the lengths differ, or a number is not finite
   */
  public static Optional<PairedBias> of(
      double[] predicted, double[] other, double[] actual, MonitoringSettings settings) {
    Optional<RelativeBias> own = RelativeBias.of(predicted, actual, settings);
    Optional<RelativeBias> second = RelativeBias.of(other, actual, settings);
    return own.flatMap(
        a -> second.map(b -> new PairedBias(a, b, predicted, other, actual, settings)));
  }

  private PairedBias(
      RelativeBias own,
      RelativeBias second,
      double[] predicted,
      double[] other,
      double[] actual,
      MonitoringSettings settings) {
    this(
        own,
        second,
        Math.abs(own.bias()) - Math.abs(second.bias()),
        new Bootstrap(settings.draws(), settings.seed())
            .means(difference(own, second, predicted, other, actual))[0]);
  }

  private static double[] difference(
      RelativeBias own, RelativeBias second, double[] predicted, double[] other, double[] actual) {
    double[] a = RelativeBias.linear(predicted, actual, own.bias(), own.actual());
    double[] b = RelativeBias.linear(other, actual, second.bias(), second.actual());
    double[] difference = new double[actual.length];
    Arrays.setAll(
        difference, i -> Math.signum(own.bias()) * a[i] - Math.signum(second.bias()) * b[i]);
    return difference;
  }
}
