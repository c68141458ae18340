package perennial.monitoring;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import perennial.model.Interval;

/**
 * Predictions of one segment and partial horizon whose time has passed, each beside what its
 * customer did: one a customer, and only customers who were observed over the whole of it. For one
 * thread.
 */
public final class MaturedRows {
  private double[] expected = new double[16];
  private double[] actual = new double[16];
  private final RunningMean expectedValue = new RunningMean();
  private final RunningMean actualValue = new RunningMean();
  private int size;

  /**
   * Adds a customer.
   *
   * @param expectedPurchases over the partial horizon, finite and {@code >= 0}
   * @param actualPurchases likewise
   * @param expectedNet value over it, finite
   * @param actualNet likewise
   * @throws IllegalArgumentException naming the first that is not
   */
  public void add(
      double expectedPurchases, double actualPurchases, double expectedNet, double actualNet) {
    require("expected purchases", expectedPurchases, 0);
    require("actual purchases", actualPurchases, 0);
    require("expected value", expectedNet, -Double.MAX_VALUE);
    require("actual value", actualNet, -Double.MAX_VALUE);
    if (size == expected.length) {
      expected = Arrays.copyOf(expected, 2 * size);
      actual = Arrays.copyOf(actual, 2 * size);
    }
    expected[size] = expectedPurchases;
    actual[size++] = actualPurchases;
    expectedValue.add(expectedNet);
    actualValue.add(actualNet);
  }

  private static void require(String field, double value, double least) {
    if (!(least <= value && value <= Double.MAX_VALUE)) { // also rejects NaN
      throw new IllegalArgumentException(
          "%s %s must be finite, >= %s".formatted(field, value, least));
    }
  }

  public long customers() {
    return size;
  }

  /**
   * Against one error of the whole holdout, which is fair only to rows like the holdout's.
   *
   * @param weeks the partial horizon
   * @param holdoutMae the version's own error on its holdout at these weeks
   */
  public MaturedAccuracy accuracy(
      Segment segment, int weeks, OptionalDouble holdoutMae, MonitoringSettings settings) {
    return accuracy(
        segment,
        weeks,
        holdoutMae.isEmpty()
            ? Optional.empty()
            : Optional.of(ReferenceErrors.constant(holdoutMae.getAsDouble(), size)),
        settings);
  }

  /**
   * Against what the holdout says of customers with the same predictions.
   *
   * @param weeks the partial horizon
   * @param holdout the version's own errors on its holdout at these weeks
   */
  public MaturedAccuracy accuracy(
      Segment segment, int weeks, HoldoutErrors holdout, MonitoringSettings settings) {
    return accuracy(
        segment,
        weeks,
        holdout.bins().isEmpty() || size == 0
            ? Optional.empty()
            : Optional.of(ReferenceErrors.of(holdout, Arrays.copyOf(expected, size))),
        settings);
  }

  private MaturedAccuracy accuracy(
      Segment segment,
      int weeks,
      Optional<ReferenceErrors> reference,
      MonitoringSettings settings) {
    double[] bias = new double[size];
    Arrays.setAll(bias, i -> expected[i] - actual[i]);
    double[] error = Arrays.stream(bias).map(Math::abs).toArray();
    double[] standard = reference.map(ReferenceErrors::errors).orElse(new double[size]);
    double[] increase = new double[size];
    Arrays.setAll(increase, i -> error[i] - standard[i]);
    Bootstrap bootstrap = new Bootstrap(settings.draws(), settings.seed());
    // Without a reference the increase is the error.
    Interval[] intervals =
        reference.isEmpty() ? bootstrap.means(error, bias) : bootstrap.means(error, bias, increase);
    double mae = mean(error);
    double noise = reference.map(ReferenceErrors::samplingVariance).orElse(0.0);
    OptionalDouble holdoutMae =
        reference.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(mean(standard));
    return new MaturedAccuracy(
        segment,
        weeks,
        size,
        mean(Arrays.copyOf(expected, size)),
        mean(Arrays.copyOf(actual, size)),
        mae,
        intervals[0].lower(),
        intervals[0].upper(),
        mean(bias),
        intervals[1].lower(),
        intervals[1].upper(),
        expectedValue.mean(),
        actualValue.mean(),
        holdoutMae,
        AccuracyRule.worse(
            AccuracyRule.verdict(
                size,
                mae,
                holdoutMae,
                AccuracyRule.low(mean(increase), intervals[reference.isEmpty() ? 0 : 2], noise),
                settings),
            AccuracyRule.ofBias(
                segment,
                size,
                mean(Arrays.copyOf(actual, size)),
                mean(bias),
                intervals[1],
                settings)));
  }

  private static double mean(double[] values) {
    RunningMean mean = new RunningMean();
    for (double value : values) {
      mean.add(value);
    }
    return mean.mean();
  }
}
