package perennial.monitoring;

import perennial.model.Interval;

/**
 * How far two predictions of the same customers are from what these did, and whether one is nearer:
 * the mean of the difference of absolute errors with its bootstrap interval over customers. As both
 * errors are of one customer, chance in what customers do cancels for the most part.
 *
 * @param mae mean absolute error of the first
 * @param otherMae of the second
 * @param difference {@code mae - otherMae}: below 0 the first is nearer
 * @param interval of the difference, 95 %
 */
public record PairedErrors(
    long customers, double mae, double otherMae, double difference, Interval interval) {

  /**
   * @param predicted finite, one a customer
   * @param other likewise, in the same order
   * @param actual likewise
   * @throws IllegalArgumentException when the lengths differ, or a number is not finite
   */
  public static PairedErrors of(
      double[] predicted, double[] other, double[] actual, MonitoringSettings settings) {
    if (predicted.length != actual.length || other.length != actual.length) {
      throw new IllegalArgumentException(
          "%d and %d predictions of %d customers"
              .formatted(predicted.length, other.length, actual.length));
    }
    double[] differences = new double[actual.length];
    double sum = 0;
    double otherSum = 0;
    for (int i = 0; i < actual.length; i++) {
      double error = Math.abs(predicted[i] - actual[i]);
      double otherError = Math.abs(other[i] - actual[i]);
      differences[i] = error - otherError;
      if (!Double.isFinite(differences[i])) {
        throw new IllegalArgumentException(
            "customer %d: predictions %s and %s, actual %s"
                .formatted(i, predicted[i], other[i], actual[i]));
      }
      sum += error;
      otherSum += otherError;
    }
    int n = Math.max(1, actual.length);
    Interval interval = new Bootstrap(settings.draws(), settings.seed()).means(differences)[0];
    return new PairedErrors(actual.length, sum / n, otherSum / n, (sum - otherSum) / n, interval);
  }
}
