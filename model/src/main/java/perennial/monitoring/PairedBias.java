package perennial.monitoring;

import java.util.Arrays;
import java.util.Optional;
import perennial.model.Interval;

/**
 * Which of two predictions of the same customers has the smaller {@link RelativeBias}, in either
 * direction: {@code |b| - |b'|}. As both are held against the same purchases, chance in what
 * customers do cancels for the most part.
 *
 * <p>It does not where one is above and the other below: {@code |b| - |b'|} is then a sum of both.
 * But it is never more than {@code |b - b'|} (the triangle inequality), in which chance cancels;
 * the smaller of both upper ends is taken.
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
        interval(
            Math.signum(own.bias()),
            Math.signum(second.bias()),
            RelativeBias.linear(predicted, actual, own.bias(), own.actual()),
            RelativeBias.linear(other, actual, second.bias(), second.actual()),
            new Bootstrap(settings.draws(), settings.seed())));
  }

  private static Interval interval(
      double ownSign, double otherSign, double[] own, double[] other, Bootstrap bootstrap) {
    double[] sizes = new double[own.length];
    double[] apart = new double[own.length];
    Arrays.setAll(sizes, i -> ownSign * own[i] - otherSign * other[i]);
    Arrays.setAll(apart, i -> ownSign * (own[i] - other[i]));
    Interval[] both = bootstrap.means(sizes, apart);
    return ownSign * otherSign < 0 && both[1].upper() < both[0].upper()
        ? new Interval(both[0].lower(), both[1].upper(), both[0].level())
        : both[0];
  }
}
