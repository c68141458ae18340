package perennial.monitoring;

import java.util.Arrays;
import java.util.SplittableRandom;
import perennial.model.Interval;

/**
 * Percentile bootstrap of means over customers (Efron 1979, Annals of Statistics 7(1)). More than
 * 2,000 customers are dealt into so many groups in a drawn order, and groups are drawn instead: the
 * variance of a mean is the same, and the work no longer grows.
 */
final class Bootstrap {
  static final int GROUPS = 2_000;

  private static final double LEVEL = 0.95;

  private final int draws;
  private final long seed;

  Bootstrap(int draws, long seed) {
    this.draws = draws;
    this.seed = seed;
  }

  /**
   * The 95 % interval of each column's mean, all from the same draws of customers.
   *
   * @param columns of finite numbers, as long as each other
   * @return intervals in the same order; [0, 0] without a customer
   */
  Interval[] means(double[]... columns) {
    int customers = columns[0].length;
    if (customers == 0) {
      Interval[] none = new Interval[columns.length];
      Arrays.fill(none, new Interval(0, 0, LEVEL));
      return none;
    }
    SplittableRandom random = new SplittableRandom(seed);
    int[] group = deal(customers, random);
    int groups = Math.min(customers, GROUPS);
    double[][] sums = new double[columns.length][groups];
    long[] sizes = new long[groups];
    for (int i = 0; i < customers; i++) {
      sizes[group[i]]++;
      for (int column = 0; column < columns.length; column++) {
        sums[column][group[i]] += columns[column][i];
      }
    }
    double[][] means = new double[columns.length][draws];
    for (int draw = 0; draw < draws; draw++) {
      draw(sums, sizes, means, draw, random);
    }
    return Arrays.stream(means).map(this::interval).toArray(Interval[]::new);
  }

  /** A group for each customer; groups differ by at most one customer. */
  private static int[] deal(int customers, SplittableRandom random) {
    int[] group = new int[customers];
    Arrays.setAll(group, i -> i % GROUPS);
    for (int i = customers - 1; i > 0 && customers > GROUPS; i--) {
      int other = random.nextInt(i + 1);
      int kept = group[i];
      group[i] = group[other];
      group[other] = kept;
    }
    return group;
  }

  private static void draw(
      double[][] sums, long[] sizes, double[][] means, int draw, SplittableRandom random) {
    long customers = 0;
    double[] totals = new double[sums.length];
    for (int i = 0; i < sizes.length; i++) {
      int drawn = drawn(sizes.length, random);
      customers += sizes[drawn];
      for (int column = 0; column < sums.length; column++) {
        totals[column] += sums[column][drawn];
      }
    }
    for (int column = 0; column < sums.length; column++) {
      means[column][draw] = totals[column] / customers;
    }
  }

  /** Half of the time goes into dividing by the number of groups, unless the compiler knows it. */
  private static int drawn(int groups, SplittableRandom random) {
    return groups == GROUPS ? random.nextInt(GROUPS) : random.nextInt(groups);
  }

  private Interval interval(double[] means) {
    Arrays.sort(means);
    int low = (int) Math.ceil((1 - LEVEL) / 2 * (draws + 1)) - 1;
    return new Interval(means[low], means[draws - 1 - low], LEVEL);
  }
}
