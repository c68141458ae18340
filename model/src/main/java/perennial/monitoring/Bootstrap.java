package perennial.monitoring;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import perennial.model.Interval;

/**
 * Percentile bootstrap of means over customers (Efron 1979, Annals of Statistics 7(1)). More than
 * 2,000 customers are dealt into so many groups in a drawn order, and groups are drawn instead: the
 * variance of a mean is the same, and the work no longer grows. Which groups are drawn is then the
 * same for all such columns, so that it is drawn once.
 */
final class Bootstrap {
  static final int GROUPS = 2_000;

  private static final double LEVEL = 0.95;

  /** The last one that was drawn: nearly always all ask for the same. */
  private static volatile @Nullable Weights drawn;

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
    double[][] means = customers > GROUPS ? ofGroups(columns) : ofCustomers(columns);
    return Arrays.stream(means).map(this::interval).toArray(Interval[]::new);
  }

  /** The means of each draw of customers, by column. */
  private double[][] ofCustomers(double[][] columns) {
    SplittableRandom random = new SplittableRandom(seed);
    int customers = columns[0].length;
    double[][] means = new double[columns.length][draws];
    for (int draw = 0; draw < draws; draw++) {
      for (int i = 0; i < customers; i++) {
        int one = random.nextInt(customers);
        for (int column = 0; column < columns.length; column++) {
          means[column][draw] += columns[column][one];
        }
      }
      for (double[] column : means) {
        column[draw] /= customers;
      }
    }
    return means;
  }

  /** The same with groups. */
  private double[][] ofGroups(double[][] columns) {
    int[] group = deal(columns[0].length);
    double[] sizes = new double[GROUPS];
    double[][] sums = new double[columns.length][GROUPS];
    for (int i = 0; i < group.length; i++) {
      sizes[group[i]]++;
      for (int column = 0; column < columns.length; column++) {
        sums[column][group[i]] += columns[column][i];
      }
    }
    float[][] times = weights().times();
    double[] customers = new double[draws];
    double[][] means = new double[columns.length][draws];
    for (int g = 0; g < GROUPS; g++) {
      add(customers, times[g], sizes[g]);
      for (int column = 0; column < columns.length; column++) {
        add(means[column], times[g], sums[column][g]);
      }
    }
    for (double[] column : means) {
      Arrays.setAll(column, draw -> column[draw] / customers[draw]);
    }
    return means;
  }

  private static void add(double[] to, float[] times, double value) {
    for (int draw = 0; draw < to.length; draw++) {
      to[draw] += times[draw] * value;
    }
  }

  /** A group for each customer; groups differ by at most one customer. */
  private int[] deal(int customers) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] group = new int[customers];
    Arrays.setAll(group, i -> i % GROUPS);
    for (int i = customers - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int kept = group[i];
      group[i] = group[other];
      group[other] = kept;
    }
    return group;
  }

  /**
   * How often each draw has each group.
   *
   * @param times by group, then draw; never changed
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Weights(int draws, long seed, float[][] times) {}

  private Weights weights() {
    Weights known = drawn;
    if (known != null && known.draws() == draws && known.seed() == seed) {
      return known;
    }
    SplittableRandom random = new SplittableRandom(seed).split(); // not what customers are dealt by
    Weights weights = new Weights(draws, seed, new float[GROUPS][draws]);
    for (int draw = 0; draw < draws; draw++) {
      for (int i = 0; i < GROUPS; i++) {
        weights.times()[random.nextInt(GROUPS)][draw]++;
      }
    }
    drawn = weights;
    return weights;
  }

  private Interval interval(double[] means) {
    Arrays.sort(means);
    int low = (int) Math.ceil((1 - LEVEL) / 2 * (draws + 1)) - 1;
    return new Interval(means[low], means[draws - 1 - low], LEVEL);
  }
}
