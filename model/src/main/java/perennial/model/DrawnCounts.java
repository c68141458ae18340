package perennial.model;

import java.util.Arrays;

/**
 * Distributions of one customer's count of purchases within a horizon, given alive at the
 * observation end, under many draws of the parameters of one family.
 *
 * <p>All draws are taken together where there is a recurrence that is stable; else, and for single
 * draws where it is not, each has its {@link Future#counts}. Less than 1e-8 is left beyond the last
 * count on average, or 1e-6 beyond the 256th; it is put on the last one.
 */
public final class DrawnCounts {
  private static final int SMALLEST = 64;

  private final int draws;
  private final int size;
  private final double[] table;
  private final double[] means;

  private DrawnCounts(int draws, int size, double[] table) {
    this.draws = draws;
    this.size = size;
    this.table = table;
    this.means = new double[draws];
    complete();
  }

  /**
   * @param futures one a draw, of one family and history
   * @param t horizon in the model's unit, {@code >= 0} and finite
   */
  public static DrawnCounts of(Future[] futures, double t) {
    return switch (futures[0]) {
      case NbdFuture _, FuturePurchases _, ErlangFuture _ ->
          filled(new RenewalKernel(futures), futures, t);
      case ParetoFuture _ -> filled(new ParetoKernel(futures), futures, t);
      case OpportunityFuture _ -> filled(new OpportunityKernel(futures), futures, t);
      case ContractFuture _ -> oneByOne(futures, t);
    };
  }

  private static DrawnCounts filled(CountKernel kernel, Future[] futures, double t) {
    int[] missed = kernel.fill(t);
    if (missed.length == futures.length) {
      return oneByOne(futures, t);
    }
    double[] column = new double[kernel.size];
    for (int d : missed) {
      int filled = futures[d].counts(t, column);
      for (int n = 0; n < column.length; n++) {
        kernel.table[n * futures.length + d] = n < filled ? column[n] : 0;
      }
    }
    return new DrawnCounts(futures.length, kernel.size, kernel.table);
  }

  /** Every draw for itself. */
  static DrawnCounts oneByOne(Future[] futures, double t) {
    int draws = futures.length;
    double[] column = new double[SMALLEST];
    while (true) {
      double[] table = new double[column.length * draws];
      int size = 1;
      double left = draws;
      for (int d = 0; d < draws; d++) {
        int filled = futures[d].counts(t, column);
        size = Math.max(size, filled);
        for (int n = 0; n < filled; n++) {
          table[n * draws + d] = column[n];
          left -= column[n];
        }
      }
      if (size < column.length || CountKernel.isEnough(size, left / draws)) {
        return new DrawnCounts(draws, size, table);
      }
      column = new double[2 * column.length];
    }
  }

  /** Puts what is left on the last count, and takes the means. */
  private void complete() {
    double[] left = new double[draws];
    Arrays.fill(left, 1);
    for (int n = 0; n < size; n++) {
      add(n, n * draws, table, left, means);
    }
    int last = (size - 1) * draws;
    for (int d = 0; d < draws; d++) {
      double rest = Math.max(0, left[d]);
      double before = size > 1 ? table[last - draws + d] : 0;
      // Beyond the last count the probabilities go on falling as they fell.
      double ratio = before > 0 ? Math.min(.999, table[last + d] / before) : 0;
      means[d] += rest * (size - 1 + 1 / (1 - ratio));
      table[last + d] += rest;
    }
  }

  private static void add(int n, int row, double[] table, double[] left, double[] means) {
    for (int d = 0; d < left.length; d++) {
      double p = Math.max(0, table[row + d]);
      table[row + d] = p;
      left[d] -= p;
      means[d] += n * p;
    }
  }

  /** One more than the last count. */
  int size() {
    return size;
  }

  /** Expected count under one draw. */
  public double mean(int draw) {
    return means[draw];
  }

  /** Probability of a count under one draw; 0 beyond the last. */
  public double probability(int n, int draw) {
    return n < size ? table[n * draws + draw] : 0;
  }

  /**
   * The distribution of the customer's count, over all draws.
   *
   * @param alive probability of being alive under each draw
   */
  public double[] mix(double[] alive) {
    double[] mixed = new double[size];
    double some = 0;
    for (int n = size - 1; n > 0; n--) {
      mixed[n] = dot(alive, table, n * draws) / draws;
      some += mixed[n];
    }
    mixed[0] = Math.max(0, 1 - some);
    return mixed;
  }

  /** Four sums side by side. */
  private static double dot(double[] weights, double[] table, int row) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int d = 0;
    for (; d + 3 < weights.length; d += 4) {
      s0 += weights[d] * table[row + d];
      s1 += weights[d + 1] * table[row + d + 1];
      s2 += weights[d + 2] * table[row + d + 2];
      s3 += weights[d + 3] * table[row + d + 3];
    }
    for (; d < weights.length; d++) {
      s0 += weights[d] * table[row + d];
    }
    return s0 + s1 + (s2 + s3);
  }
}
