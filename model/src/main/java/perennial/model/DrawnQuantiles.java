package perennial.model;

import java.util.Arrays;
import perennial.math.NormalPoints;

/**
 * Quantiles of a positive quantity over the draws of the parameters: its logarithms, in order,
 * stand at the normal scores of their ranks; between them it is interpolated, and beyond the last
 * one the line through the last eighth goes on. On a quantity that is lognormal this is exact to
 * the draws' own error.
 */
final class DrawnQuantiles {
  /** Fewer draws than this are taken by their mean and variance, as if lognormal. */
  private static final int BY_ORDER = 32;

  /** What part of the draws says how the quantity goes on beyond them. */
  private static final int END = 8;

  private DrawnQuantiles() {}

  /**
   * The central interval.
   *
   * @param values one a draw, {@code >= 0}, finite; sorted afterwards
   */
  static Interval interval(double[] values, double level) {
    Arrays.sort(values);
    double z = NormalPoints.quantile(0.5 * (1 - level));
    double lower = quantile(values, z);
    return new Interval(lower, Math.max(lower, quantile(values, -z)), level);
  }

  private static double quantile(double[] sorted, double z) {
    int n = sorted.length;
    if (sorted[0] == sorted[n - 1]) {
      return sorted[0];
    }
    double log = n < BY_ORDER ? byMoments(sorted, z) : byOrder(sorted, z);
    return Math.min(Math.exp(log), Double.MAX_VALUE);
  }

  private static double byMoments(double[] sorted, double z) {
    double sum = 0;
    double squares = 0;
    for (double value : sorted) {
      double log = log(value);
      sum += log;
      squares += log * log;
    }
    double mean = sum / sorted.length;
    return mean + z * Math.sqrt(Math.max(0, squares / sorted.length - mean * mean));
  }

  private static double byOrder(double[] sorted, double z) {
    int n = sorted.length;
    double[] scores = Scores.of(n);
    int i = Arrays.binarySearch(scores, z);
    int at = i >= 0 ? i : -i - 1;
    int left = Math.clamp(at, 1, n - 1) - 1;
    int right = left + 1;
    if (at == 0) {
      right = n / END;
    } else if (at == n) {
      left = n - 1 - n / END;
    }
    double share = (z - scores[left]) / (scores[right] - scores[left]);
    return log(sorted[left]) + share * (log(sorted[right]) - log(sorted[left]));
  }

  private static double log(double value) {
    return Math.log(Math.max(value, Double.MIN_NORMAL));
  }

  /** Normal scores of the ranks of the last number of draws asked for. */
  private static final class Scores {
    private static volatile double[] latest = new double[0];

    static double[] of(int n) {
      double[] known = latest;
      if (known.length != n) {
        known = new double[n];
        for (int i = 0; i < n; i++) {
          known[i] = NormalPoints.quantile((i + 0.5) / n);
        }
        latest = known;
      }
      return known;
    }
  }
}
