package perennial.evaluation.charts;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import perennial.model.PurchaseModel;
import perennial.model.TimeUnit;

/**
 * Repeat purchases that a model expects of customers who arrive on different days, of whom nothing
 * else is known: {@code sum over customers of E[X(t - s)]}, s the day of arrival.
 *
 * <p>Fader, Hardie and Lee (2005), Marketing Science 24(2), 275-284, section 5, with {@code
 * E[X(t)]} of each family. Customers with the same process share the expectation of each number of
 * days, so that the work grows with the days and not with the customers. For one thread.
 */
public final class CohortExpectation {
  private final TimeUnit unit;
  private final Map<PurchaseModel, double[]> arrivals = new LinkedHashMap<>();
  private double customers;

  /**
   * @param unit of the processes' parameters
   */
  public CohortExpectation(TimeUnit unit) {
    this.unit = unit;
  }

  /**
   * Adds customers.
   *
   * @param process theirs
   * @param day of their first purchase, {@code >= 0}
   * @param count how many, {@code >= 0}
   * @throws IllegalArgumentException when day or count is negative or no number
   */
  public void add(PurchaseModel process, int day, double count) {
    if (day < 0 || !(0 <= count && count <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "day %d and count %s must be >= 0 and finite".formatted(day, count));
    }
    double[] byDay = arrivals.computeIfAbsent(process, p -> new double[day + 1]);
    if (day >= byDay.length) {
      byDay = Arrays.copyOf(byDay, Math.max(day + 1, 2 * byDay.length));
      arrivals.put(process, byDay);
    }
    byDay[day] += count;
    customers += count;
  }

  /** Customers added. */
  public double customers() {
    return customers;
  }

  /**
   * Expected repeat purchases from the first day to each of these, all included.
   *
   * @param ends days, ascending, {@code >= 0}
   * @return as many numbers, {@code >= 0} and finite
   */
  public double[] cumulative(int[] ends) {
    double[] sums = new double[ends.length];
    arrivals.forEach((process, byDay) -> addTo(sums, ends, process, byDay));
    return sums;
  }

  private void addTo(double[] sums, int[] ends, PurchaseModel process, double[] byDay) {
    double[] known = new double[ends.length == 0 ? 0 : ends[ends.length - 1] + 1];
    Arrays.fill(known, Double.NaN);
    for (int i = 0; i < ends.length; i++) {
      for (int day = 0; day < byDay.length && day < ends[i]; day++) {
        if (byDay[day] > 0) {
          sums[i] += byDay[day] * expected(process, ends[i] - day, known);
        }
      }
    }
  }

  private double expected(PurchaseModel process, int days, double[] known) {
    if (Double.isNaN(known[days])) {
      known[days] = process.expectedPurchases(days / (double) unit.days());
    }
    return known[days];
  }
}
