package perennial.fitting;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Customers' histories in days, sorted by (x, recency, age), identical ones merged.
 *
 * <p>Whole days and weights of 1, the usual case, are packed into a {@code long} a customer and
 * sorted as such; anything else goes the slower way with the same result.
 */
@SuppressWarnings("ArrayRecordComponent") // handed to PurchaseData, never compared
record CollapsedRows(int[] x, double[] recency, double[] age, double[] weight) {
  private static final int DAY_BITS = 21;
  private static final int DAY_MASK = (1 << DAY_BITS) - 1;

  static CollapsedRows ofCustomers(int[] x, double[] recency, double[] age) {
    requireHistories(x, recency, age);
    return packable(x, recency, age)
        ? ofPacked(x, recency, age)
        : ofAny(x, recency, age, ones(x.length));
  }

  static CollapsedRows of(int[] x, double[] recency, double[] age, double[] weight) {
    requireHistories(x, recency, age);
    requireLength("weight", weight.length, x.length);
    boolean ones = true;
    for (int i = 0; i < weight.length; i++) {
      if (!(0 < weight[i] && weight[i] <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "row %d: weight %s must be > 0 and finite".formatted(i, weight[i]));
      }
      ones &= weight[i] == 1;
    }
    return ones && packable(x, recency, age)
        ? ofPacked(x, recency, age)
        : ofAny(x, recency, age, weight);
  }

  private static void requireHistories(int[] x, double[] recency, double[] age) {
    requireLength("recency", recency.length, x.length);
    requireLength("age", age.length, x.length);
    for (int i = 0; i < x.length; i++) {
      boolean valid =
          x[i] >= 0
              && 0 <= recency[i]
              && recency[i] <= age[i]
              && age[i] <= Double.MAX_VALUE
              && (x[i] == 0) == (recency[i] == 0);
      if (!valid) {
        throw new IllegalArgumentException(
            "row %d: x %d, recency %s, age %s is no history (x >= 0; 0 <= recency <= age, finite;"
                    .formatted(i, x[i], recency[i], age[i])
                + " recency 0 exactly when x is 0)");
      }
    }
  }

  private static void requireLength(String name, int length, int rows) {
    if (length != rows) {
      throw new IllegalArgumentException(
          "%s has %d entries for %d rows".formatted(name, length, rows));
    }
  }

  private static boolean packable(int[] x, double[] recency, double[] age) {
    for (int i = 0; i < x.length; i++) {
      if (x[i] > DAY_MASK
          || age[i] > DAY_MASK
          || age[i] != Math.rint(age[i])
          || recency[i] != Math.rint(recency[i])) {
        return false;
      }
    }
    return true;
  }

  private static CollapsedRows ofPacked(int[] x, double[] recency, double[] age) {
    long[] keys = new long[x.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = ((((long) x[i] << DAY_BITS) | (long) recency[i]) << DAY_BITS) | (long) age[i];
    }
    Arrays.sort(keys);
    CollapsedRows rows = empty(keys.length);
    int last = -1;
    for (int i = 0; i < keys.length; i++) {
      if (i == 0 || keys[i] != keys[i - 1]) {
        last++;
        rows.x[last] = (int) (keys[i] >>> (2 * DAY_BITS));
        rows.recency[last] = (int) (keys[i] >>> DAY_BITS) & DAY_MASK;
        rows.age[last] = (int) keys[i] & DAY_MASK;
      }
      rows.weight[last]++;
    }
    return rows.first(last + 1);
  }

  private static CollapsedRows ofAny(int[] x, double[] recency, double[] age, double[] weight) {
    // The weight is the last key, so that fractional ones are added in one order as well.
    Comparator<Integer> order =
        Comparator.<Integer>comparingInt(i -> x[i])
            .thenComparingDouble(i -> recency[i])
            .thenComparingDouble(i -> age[i])
            .thenComparingDouble(i -> weight[i]);
    int[] sorted =
        IntStream.range(0, x.length).boxed().sorted(order).mapToInt(Integer::intValue).toArray();
    CollapsedRows rows = empty(x.length);
    int last = -1;
    for (int i : sorted) {
      boolean same =
          last >= 0
              && rows.x[last] == x[i]
              && rows.recency[last] == recency[i]
              && rows.age[last] == age[i];
      if (!same) {
        last++;
        rows.x[last] = x[i];
        rows.recency[last] = recency[i];
        rows.age[last] = age[i];
      }
      rows.weight[last] += weight[i];
    }
    return rows.first(last + 1);
  }

  private static double[] ones(int length) {
    double[] ones = new double[length];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static CollapsedRows empty(int size) {
    return new CollapsedRows(new int[size], new double[size], new double[size], new double[size]);
  }

  private CollapsedRows first(int rows) {
    return new CollapsedRows(
        Arrays.copyOf(x, rows),
        Arrays.copyOf(recency, rows),
        Arrays.copyOf(age, rows),
        Arrays.copyOf(weight, rows));
  }
}
