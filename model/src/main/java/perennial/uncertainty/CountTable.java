package perennial.uncertainty;

import java.util.Arrays;
import perennial.model.Future;

/**
 * Counts of one customer who is alive at the observation end, under every draw of the parameters.
 * Does not depend on the probability of being alive, and so is shared by all customers with the
 * same future.
 */
final class CountTable {
  /** The probability beyond the last count, over all draws, that is put on the last count. */
  private static final double TAIL = 1e-7;

  private static final double TAIL_ACCEPTED = 1e-6;
  private static final int SMALLEST = 8;

  private final int size;
  private final double[][] probabilities;
  private final double[] means;

  private CountTable(int size, double[][] probabilities, double[] means) {
    this.size = size;
    this.probabilities = probabilities;
    this.means = means;
  }

  /**
   * The count that is reached with a probability of about {@value #TAIL}, or a number above {@code
   * most}.
   */
  static int size(Future future, double t, int most) {
    int below = 0;
    double logBelow = 0;
    for (int n = SMALLEST; ; n *= 2) {
      double tail = future.probabilityAtLeast(n, t);
      if (tail <= TAIL) {
        // The tail falls like a power of a number below 1, or faster.
        double log = Math.log(Math.max(tail, 1e-30));
        double share = (Math.log(TAIL) - logBelow) / (log - logBelow);
        return below + 2 + (int) Math.ceil(share * (n - below));
      }
      if (n > most) {
        return n;
      }
      below = n;
      logBelow = Math.log(tail);
    }
  }

  /**
   * @param futures one a draw
   * @param size counts to begin with
   */
  static CountTable of(Future[] futures, double t, int size) {
    double[] row = new double[size + size / 4 + 1];
    while (true) {
      double[][] rows = new double[futures.length][];
      double[] means = new double[futures.length];
      int longest = 1;
      double left = 0;
      for (int d = 0; d < futures.length; d++) {
        int filled = futures[d].counts(t, row);
        rows[d] = Arrays.copyOf(row, filled);
        longest = Math.max(longest, filled);
        left += complete(rows[d], means, d);
      }
      if (left <= TAIL_ACCEPTED * futures.length) {
        return new CountTable(longest, rows, means);
      }
      row = new double[2 * row.length];
    }
  }

  /** Puts what is left on the last count, and takes the mean. */
  private static double complete(double[] row, double[] means, int d) {
    double sum = 0;
    double mean = 0;
    for (int n = 0; n < row.length; n++) {
      sum += row[n];
      mean += n * row[n];
    }
    int last = row.length - 1;
    double left = Math.max(0, 1 - sum);
    // Beyond the last count the probabilities go on falling as they fell.
    double ratio = last > 0 && row[last - 1] > 0 ? Math.min(.999, row[last] / row[last - 1]) : 0;
    means[d] = mean + left * (last + 1 / (1 - ratio));
    row[last] += left;
    return left;
  }

  /** Expected count under one draw. */
  double mean(int draw) {
    return means[draw];
  }

  /**
   * The distribution of the customer's count, over all draws.
   *
   * @param alive probability of being alive under each draw
   */
  double[] mix(double[] alive) {
    double[] mixed = new double[size];
    for (int d = 0; d < alive.length; d++) {
      double[] row = probabilities[d];
      double weight = alive[d] / alive.length;
      for (int n = 1; n < row.length; n++) {
        mixed[n] += weight * row[n];
      }
    }
    double some = 0;
    for (int n = size - 1; n > 0; n--) {
      some += mixed[n];
    }
    mixed[0] = Math.max(0, 1 - some);
    return mixed;
  }
}
