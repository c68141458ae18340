package perennial.model;

/**
 * Purchase histories as weighted rows, in one unit of time: row {@code i} stands for {@code
 * weight[i]} customers with the same history. Identical customers collapse, which keeps any number
 * of them cheap and the likelihood exact.
 */
public final class PurchaseData {
  private final TimeUnit timeUnit;
  private final int[] x;
  private final double[] tx;
  private final double[] age;
  private final double[] weight;

  private PurchaseData(TimeUnit timeUnit, int[] x, double[] tx, double[] age, double[] weight) {
    this.timeUnit = timeUnit;
    this.x = x;
    this.tx = tx;
    this.age = age;
    this.weight = weight;
  }

  /**
   * Takes the arrays over; the caller must not change them afterwards.
   *
   * @param x repeat purchases per row
   * @param recencyDays days, in {@code [0, ageDays]}
   * @param ageDays days
   * @param weight customers per row, {@code > 0}
   */
  public static PurchaseData ofDays(
      TimeUnit timeUnit, int[] x, double[] recencyDays, double[] ageDays, double[] weight) {
    throw new UnsupportedOperationException();
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
