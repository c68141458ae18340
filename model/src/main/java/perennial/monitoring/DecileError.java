package perennial.monitoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import perennial.math.Ranking;

/**
 * How far the customers of one tenth by prediction are from what was predicted of them.
 *
 * @param decile 1 has the lowest predictions
 * @param predicted expected purchases a customer
 * @param actual purchases a customer
 * @param noise standard error of their difference: of the sample, but never below the Poisson one
 *     of what was predicted, as a decile in which nobody bought has no sample variance
 */
public record DecileError(
    int decile, long customers, double predicted, double actual, double noise) {
  private static final int DECILES = 10;

  /** Two-sided 95 % for the largest of ten (Bonferroni): the normal quantile of 1 - .025 / 10. */
  private static final double WORST_OF_TEN = 2.807033768343811;

  /**
   * @param predicted expected purchases, finite, {@code >= 0}, one a customer
   * @param actual purchases, in the same order
   * @return lowest prediction first; fewer than ten when there are fewer customers
   * @throws IllegalArgumentException when there are more of one than of the other, or a number is
   *     not finite
   */
  public static List<DecileError> of(double[] predicted, double[] actual) {
    RelativeBias.requirePairs(predicted, actual);
    int[] order = Ranking.ascending(predicted);
    List<DecileError> errors = new ArrayList<>();
    for (int decile = 1; decile <= DECILES; decile++) {
      int from = (int) ((long) order.length * (decile - 1) / DECILES);
      int to = (int) ((long) order.length * decile / DECILES);
      if (from < to) {
        errors.add(of(decile, Arrays.copyOfRange(order, from, to), predicted, actual));
      }
    }
    return List.copyOf(errors);
  }

  private static DecileError of(int decile, int[] customers, double[] predicted, double[] actual) {
    double expected = 0;
    double did = 0;
    double squares = 0;
    for (int i : customers) {
      double difference = predicted[i] - actual[i];
      expected += predicted[i];
      did += actual[i];
      squares += difference * difference;
    }
    int n = customers.length;
    double mean = (expected - did) / n;
    double sample = n < 2 ? 0 : Math.max(0, squares - n * mean * mean) / (n - 1);
    double variance = Math.max(sample, expected / n);
    return new DecileError(decile, n, expected / n, did / n, Math.sqrt(variance / n));
  }

  /** Relative to the larger of both: in [0, 1], also where nobody bought. */
  public double error() {
    return relative(Math.abs(predicted - actual));
  }

  /** What of the error chance does not explain, as the worst of ten deciles; in [0, 1]. */
  public double beyondChance() {
    return relative(Math.max(0, Math.abs(predicted - actual) - WORST_OF_TEN * noise));
  }

  private double relative(double difference) {
    double larger = Math.max(predicted, actual);
    return larger == 0 ? 0 : difference / larger;
  }
}
