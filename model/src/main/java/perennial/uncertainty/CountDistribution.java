package perennial.uncertainty;

import java.util.Arrays;
import perennial.model.Interval;

/**
 * Distribution of a customer's count of purchases: its distribution function at some counts, which
 * are all of them up to a few thousand, and a straight line between those.
 *
 * @param counts ascending from 0
 * @param cumulative probability of at most so many, ascending, 1 at the end
 */
@SuppressWarnings("ArrayRecordComponent") // inside the package, never compared
record CountDistribution(double[] counts, double[] cumulative) {

  /** From the probabilities of 0, 1, 2, ... */
  static CountDistribution of(double[] probabilities) {
    double[] counts = new double[probabilities.length];
    double[] cumulative = new double[probabilities.length];
    double sum = 0;
    for (int n = 0; n < counts.length; n++) {
      sum += probabilities[n];
      counts[n] = n;
      cumulative[n] = Math.min(1, sum);
    }
    cumulative[counts.length - 1] = 1;
    return new CountDistribution(counts, cumulative);
  }

  /** Probability of at most {@code n}. */
  double atMost(double n) {
    int i = Arrays.binarySearch(counts, n);
    if (i >= 0) {
      return cumulative[i];
    }
    int right = -i - 1;
    if (right == 0) {
      return 0;
    }
    if (right == counts.length) {
      return 1;
    }
    if (counts[right] - counts[right - 1] <= 1) {
      return cumulative[right - 1];
    }
    double share = (n - counts[right - 1]) / (counts[right] - counts[right - 1]);
    return cumulative[right - 1] + share * (cumulative[right] - cumulative[right - 1]);
  }

  /** The smallest count with at least this probability up to it. */
  double quantile(double probability) {
    int i = 0;
    while (i < counts.length - 1 && cumulative[i] < probability) {
      i++;
    }
    if (i == 0 || counts[i] - counts[i - 1] <= 1) {
      return counts[i];
    }
    double mass = cumulative[i] - cumulative[i - 1];
    double share = (probability - cumulative[i - 1]) / mass;
    return Math.ceil(counts[i - 1] + Math.clamp(share, 0, 1) * (counts[i] - counts[i - 1]));
  }

  /**
   * The central interval: from the smallest count with at least {@code (1 - level)/2} of the
   * probability up to it to the smallest one with at least {@code (1 + level)/2}. It holds {@code
   * level} or more.
   */
  Interval interval(double level) {
    double tail = 0.5 * (1 - level);
    return new Interval(quantile(tail), quantile(1 - tail), level);
  }

  double zero() {
    return cumulative[0];
  }
}
