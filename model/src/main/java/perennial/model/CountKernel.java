package perennial.model;

import java.util.Arrays;
import java.util.function.IntPredicate;
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

  final int draws;
  double[] table;
  int size;

  CountKernel(int draws) {
    this.draws = draws;
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
