package perennial.fitting;

import java.util.Optional;
import perennial.model.TimeUnit;

/**
 * Purchase histories as weighted rows, in one unit of time: row {@code i} stands for {@code
 * weight(i)} customers with the same history. Identical customers collapse, which keeps any number
 * of them cheap and the likelihood exact. Rows are sorted by (x, tx, age), so that whatever is
 * computed from them does not depend on the order they came in.
 */
public final class PurchaseData {
  private final TimeUnit timeUnit;
  private final int[] x;
  private final double[] tx;
  private final double[] age;
  private final double[] weight;
  private final Optional<PurchaseTimings> timings;

  private PurchaseData(TimeUnit timeUnit, CollapsedRows rows) {
    this.timeUnit = timeUnit;
    this.timings = Optional.empty();
    this.x = rows.x();
    this.tx = inUnit(timeUnit, rows.recency());
    this.age = inUnit(timeUnit, rows.age());
    this.weight = rows.weight();
  }

  private PurchaseData(PurchaseData data, PurchaseTimings timings) {
    this.timeUnit = data.timeUnit;
    this.x = data.x;
    this.tx = data.tx;
    this.age = data.age;
    this.weight = data.weight;
    this.timings = Optional.of(timings);
  }

  /**
   * Takes the arrays over; the caller must not change them afterwards. Rows in any order; identical
   * ones are merged.
   *
   * @param x repeat purchases per row
   * @param recencyDays days, in {@code [0, ageDays]}, 0 exactly where {@code x} is 0
   * @param ageDays days
   * @param weight customers per row, {@code > 0} and finite
   * @throws IllegalArgumentException naming the first row, field and value out of its domain
   */
  public static PurchaseData ofDays(
      TimeUnit timeUnit, int[] x, double[] recencyDays, double[] ageDays, double[] weight) {
    return new PurchaseData(timeUnit, CollapsedRows.of(x, recencyDays, ageDays, weight));
  }

  /**
   * One entry a customer, in any order; identical customers are collapsed.
   *
   * @param x repeat purchases per customer
   * @param recencyDays days, in {@code [0, ageDays]}, 0 exactly where {@code x} is 0
   * @param ageDays days
   * @throws IllegalArgumentException naming the first row, field and value out of its domain
   */
  public static PurchaseData ofCustomers(
      TimeUnit timeUnit, int[] x, double[] recencyDays, double[] ageDays) {
    return new PurchaseData(timeUnit, CollapsedRows.ofCustomers(x, recencyDays, ageDays));
  }

  private static double[] inUnit(TimeUnit unit, double[] days) {
    if (unit.days() == 1) {
      return days;
    }
    double[] converted = new double[days.length];
    for (int i = 0; i < days.length; i++) {
      converted[i] = days[i] / unit.days();
    }
    return converted;
  }

  /** The same histories with what families of regular timing need to know besides. */
  public PurchaseData withTimings(PurchaseTimings newTimings) {
    return new PurchaseData(this, newTimings);
  }

  /** Sums over the times between purchases; absent when nobody gave them. */
  public Optional<PurchaseTimings> timings() {
    return timings;
  }

  public TimeUnit timeUnit() {
    return timeUnit;
  }

  public int rows() {
    return x.length;
  }

  /** Number of customers: the sum of the weights. */
  public double customers() {
    double sum = 0;
    for (double w : weight) {
      sum += w;
    }
    return sum;
  }

  public int x(int row) {
    return x[row];
  }

  /** Recency in the data's unit of time. */
  public double tx(int row) {
    return tx[row];
  }

  /** Age in the data's unit of time. */
  public double age(int row) {
    return age[row];
  }

  public double weight(int row) {
    return weight[row];
  }
}
