package perennial.uncertainty;

import java.util.Arrays;
import perennial.model.Future;

/**
 * Distribution of a count that may be in the tens of thousands: exact at some counts, chosen where
 * most is left open, and straight between them.
 */
final class LargeCounts {
  private static final int KNOTS = 24;

  /** A group counts by its mass relative to this plus the smaller side's probability. */
  private static final double TAIL = 0.02;

  private static final int GEOMETRIC = 4;

  private final Future[] futures;
  private final double[] alive;
  private final double t;
  private final double[] counts = new double[KNOTS];
  private final double[] cumulative = new double[KNOTS];
  private int size;

  private LargeCounts(Future[] futures, double[] alive, double t) {
    this.futures = futures;
    this.alive = alive;
    this.t = t;
  }

  /**
   * @param futures one a draw
   * @param alive probability of being alive under each
   * @param most a count that is hardly ever reached
   */
  static CountDistribution of(Future[] futures, double[] alive, double t, int most) {
    LargeCounts large = new LargeCounts(futures, alive, t);
    large.insert(0, 0);
    large.insert(1, most);
    large.cumulative[1] = 1;
    while (large.size < KNOTS && large.split()) {
      // until every count is taken or all knots are
    }
    return new CountDistribution(
        Arrays.copyOf(large.counts, large.size), Arrays.copyOf(large.cumulative, large.size));
  }

  private boolean split() {
    int worst = 0;
    double largest = 0;
    for (int i = 1; i < size; i++) {
      double mass = cumulative[i] - cumulative[i - 1];
      double open = mass / (TAIL + Math.min(cumulative[i], 1 - cumulative[i - 1]));
      if (counts[i] - counts[i - 1] > 1 && open > largest) {
        largest = open;
        worst = i;
      }
    }
    if (worst == 0) {
      return false;
    }
    double left = counts[worst - 1];
    double right = counts[worst];
    double middle =
        right > GEOMETRIC * (left + 1) ? Math.sqrt((left + 1) * right) : 0.5 * (left + right);
    insert(worst, Math.clamp(Math.rint(middle), left + 1, right - 1));
    return true;
  }

  private void insert(int at, double count) {
    System.arraycopy(counts, at, counts, at + 1, size - at);
    System.arraycopy(cumulative, at, cumulative, at + 1, size - at);
    counts[at] = count;
    double below = at == 0 ? 0 : cumulative[at - 1];
    double above = at == size ? 1 : cumulative[at + 1];
    cumulative[at] = Math.clamp(1 - atLeast((int) count + 1), below, above);
    size++;
  }

  private double atLeast(int n) {
    double sum = 0;
    for (int d = 0; d < futures.length; d++) {
      sum += alive[d] * futures[d].probabilityAtLeast(n, t);
    }
    return sum / futures.length;
  }
}
