package perennial.model;

/**
 * Mean spend per customer: {@code n} purchases with mean {@code z > 0}, one row a customer (or a
 * weighted row for identical ones).
 */
public final class SpendData {
  private final int[] n;
  private final double[] z;
  private final double[] weight;

  private SpendData(int[] n, double[] z, double[] weight) {
    this.n = n;
    this.z = z;
    this.weight = weight;
  }

  /**
   * Takes the arrays over; the caller must not change them afterwards.
   *
   * @throws IllegalArgumentException when a count is below 1, or a mean or weight is not positive
   */
  public static SpendData of(int[] n, double[] meanSpend, double[] weight) {
    throw new UnsupportedOperationException();
  }

  public int rows() {
    return n.length;
  }

  public int n(int row) {
    return n[row];
  }

  public double meanSpend(int row) {
    return z[row];
  }

  public double weight(int row) {
    return weight[row];
  }
}
