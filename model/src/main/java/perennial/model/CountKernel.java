package perennial.model;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Probabilities of a customer's counts under many draws of the parameters, one row a count. The
 * inner loops run over the draws, so that the processor takes several of them at a time. For one
 * thread, and for one horizon.
 */
abstract sealed class CountKernel permits RenewalKernel, ParetoKernel, OpportunityKernel {
  /** Probability beyond the last count, on average over the draws, of one that is well in reach. */
  static final double TAIL = 1e-8;

  /** The same where counts have gone far. */
  static final double TAIL_ACCEPTED = 1e-6;

  private static final int FAR = 256;
  private static final int FIRST_ROWS = 24;

  /** A probability below e^-this is where a recurrence upwards does not start. */
  private static final double MAX_EXPONENT = 600;

  final int draws;

  /** Counts that the draws start from, those below having nothing, and their probabilities. */
  private final int[] starts;

  private final double[] firsts;
  private int lastStart;

  double[] table;
  int size;

  CountKernel(int draws) {
    this.draws = draws;
    this.starts = new int[draws];
    this.firsts = new double[draws];
    this.table = new double[FIRST_ROWS * draws];
  }

  /**
   * Fills the table.
   *
   * @param t horizon
   * @return the draws for which this way is not stable, whose columns are to be filled otherwise;
   *     all of them where it cannot be gone
   */
  abstract int[] fill(double t);

  /**
   * Finds where one draw starts: at 0, or where its probabilities can be seen.
   *
   * @param log logarithm of the probability of a count, ascending to the mode
   */
  final void start(int d, int mode, IntToDoubleFunction log) {
    int below = -1;
    int n = 0;
    double at = log.applyAsDouble(0);
    if (at < -MAX_EXPONENT) {
      below = 0;
      n = mode;
      while (n - below > 1) {
        int middle = (below + n) >>> 1;
        if (log.applyAsDouble(middle) < -MAX_EXPONENT) {
          below = middle;
        } else {
          n = middle;
        }
      }
      at = log.applyAsDouble(n);
    }
    starts[d] = n;
    firsts[d] = Math.exp(at);
    lastStart = Math.max(lastStart, n);
  }

  /** Lets draws begin that start at n. */
  final void begin(int n, double[] probability) {
    for (int d = 0; n <= lastStart && d < draws; d++) {
      if (starts[d] == n) {
        probability[d] = firsts[d];
      }
    }
  }

  /** Whether all have begun. */
  final boolean isUnderWay(int n) {
    return n > lastStart;
  }

  /** Makes room for a row, and gives its first index. */
  final int row(int n) {
    int end = (n + 1) * draws;
    if (end > table.length) {
      table = Arrays.copyOf(table, Math.max(end, 2 * table.length));
    }
    return end - draws;
  }

  final int[] all() {
    return missed(_ -> false);
  }

  final int[] missed(IntPredicate isGood) {
    return IntStream.range(0, draws).filter(isGood.negate()).toArray();
  }

  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  static boolean isEnough(int counts, double left) {
    return left <= (counts < FAR ? TAIL : TAIL_ACCEPTED);
  }
}
