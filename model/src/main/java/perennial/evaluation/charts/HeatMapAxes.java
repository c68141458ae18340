package perennial.evaluation.charts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import perennial.math.Ranking;
import perennial.model.TimeUnit;

/**
 * Which histories a heat map shows, and what of them.
 *
 * @param age days since the first purchase of all of them, {@code > 0}
 * @param horizonDays over which purchases are expected, {@code >= 1}
 * @param frequencies repeat purchases, ascending from 0
 * @param recencies days from the first to the last purchase, ascending from 0 to the age
 */
public record HeatMapAxes(
    double age, int horizonDays, List<Integer> frequencies, List<Double> recencies) {
  private static final int MOST_FREQUENCIES = 13;
  private static final int FEWEST_FREQUENCIES = 6;
  private static final int MOST_RECENCIES = 12;

  public HeatMapAxes {
    frequencies = List.copyOf(frequencies);
    recencies = List.copyOf(recencies);
  }

  /**
   * Axes that most customers lie within: the median age, and frequencies up to that of 99 % of the
   * customers.
   *
   * @param unit of the model: recencies are whole units where the age has enough of them
   * @param x repeat purchases by customer, at least one customer
   * @param age days since the first purchase by customer
   * @param weight how many such customers there are, by row
   */
  public static HeatMapAxes around(
      TimeUnit unit, int horizonDays, int[] x, double[] age, double[] weight) {
    double middle = quantile(age, weight, 0.5);
    double whole = Math.rint(middle / unit.days()) * unit.days();
    double shown = whole > 0 ? whole : Math.max(1, middle);
    double[] counts = Arrays.stream(x).asDoubleStream().toArray();
    int most = (int) Math.max(FEWEST_FREQUENCIES, quantile(counts, weight, 0.99));
    int step = Math.ceilDiv(most, MOST_FREQUENCIES - 1);
    return new HeatMapAxes(
        shown,
        horizonDays,
        IntStream.rangeClosed(0, Math.ceilDiv(most, step)).map(i -> i * step).boxed().toList(),
        recencies(shown, unit));
  }

  private static List<Double> recencies(double age, TimeUnit unit) {
    double units = age / unit.days();
    double step =
        units >= 2 ? Math.ceil(units / MOST_RECENCIES) * unit.days() : age / MOST_RECENCIES;
    List<Double> recencies = new ArrayList<>();
    for (int i = 0; age - i * step > step * 1e-9; i++) {
      recencies.add(age - i * step); // the age itself is one of them
    }
    recencies.add(0.0);
    return recencies.reversed();
  }

  /** The smallest value at or below which this share of the weight lies. */
  private static double quantile(double[] values, double[] weight, double share) {
    int[] order = Ranking.ascending(values);
    double total = Arrays.stream(weight).sum();
    double below = 0;
    for (int i : order) {
      below += weight[i];
      if (below >= share * total) {
        return values[i];
      }
    }
    throw new IllegalArgumentException("no customer to take a quantile of");
  }
}
