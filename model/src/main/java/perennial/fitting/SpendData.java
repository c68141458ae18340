package perennial.fitting;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Mean spend per customer: {@code n} purchases with mean {@code z > 0}, one row a customer (or a
 * weighted row for identical ones). Rows are sorted by (n, mean), so that whatever is computed from
 * them does not depend on the order they came in.
 */
public final class SpendData {
  private static final int MAX_COUNTED = 1_000_000;

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
    if (meanSpend.length != n.length || weight.length != n.length) {
      throw new IllegalArgumentException(
          "%d counts, %d means and %d weights differ in number"
              .formatted(n.length, meanSpend.length, weight.length));
    }
    for (int i = 0; i < n.length; i++) {
      if (n[i] < 1) {
        throw new IllegalArgumentException("row %d: count %d must be >= 1".formatted(i, n[i]));
      }
      requirePositive(i, "mean spend", meanSpend[i]);
      requirePositive(i, "weight", weight[i]);
    }
    return sorted(n, meanSpend, weight);
  }

  private static SpendData sorted(int[] n, double[] z, double[] weight) {
    int most = Arrays.stream(n).max().orElse(0);
    boolean ones = Arrays.stream(weight).allMatch(w -> w == 1);
    return ones && most <= MAX_COUNTED ? sortedByGroups(n, z, most) : sortedRows(n, z, weight);
  }

  /** Customers one by one, the usual case: each count by itself, with no object per row. */
  private static SpendData sortedByGroups(int[] n, double[] z, int most) {
    int[] ends = new int[most + 1];
    for (int count : n) {
      ends[count]++;
    }
    for (int count = 1; count <= most; count++) {
      ends[count] += ends[count - 1];
    }
    int[] next = new int[most + 1];
    System.arraycopy(ends, 0, next, 1, most);
    double[] means = new double[n.length];
    int[] counts = new int[n.length];
    for (int i = 0; i < n.length; i++) {
      int place = next[n[i]]++;
      means[place] = z[i];
      counts[place] = n[i];
    }
    for (int count = 1; count <= most; count++) {
      Arrays.sort(means, ends[count - 1], ends[count]);
    }
    double[] ones = new double[n.length];
    Arrays.fill(ones, 1);
    return new SpendData(counts, means, ones);
  }

  private static SpendData sortedRows(int[] n, double[] z, double[] weight) {
    Comparator<Integer> order =
        Comparator.<Integer>comparingInt(i -> n[i])
            .thenComparingDouble(i -> z[i])
            .thenComparingDouble(i -> weight[i]);
    int[] rows =
        IntStream.range(0, n.length).boxed().sorted(order).mapToInt(Integer::intValue).toArray();
    return new SpendData(
        Arrays.stream(rows).map(i -> n[i]).toArray(),
        Arrays.stream(rows).mapToDouble(i -> z[i]).toArray(),
        Arrays.stream(rows).mapToDouble(i -> weight[i]).toArray());
  }

  private static void requirePositive(int row, String name, double value) {
    if (!(0 < value && value <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "row %d: %s %s must be > 0 and finite".formatted(row, name, value));
    }
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
