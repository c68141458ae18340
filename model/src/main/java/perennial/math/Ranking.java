package perennial.math;

/**
 * The order of numbers, without an object a number and without comparing them: they are dealt by
 * the digits of their bits, from the last digit to the first, each time in a stable way (Knuth, The
 * Art of Computer Programming 3, algorithm 5.2.5R).
 */
public final class Ranking {
  private static final int DIGIT_BITS = 11;
  private static final int VALUES = 1 << DIGIT_BITS;
  private static final int DIGITS = (Long.SIZE + DIGIT_BITS - 1) / DIGIT_BITS;

  private Ranking() {}

  /**
   * Indices by ascending value; equal values keep their order, 0 and -0 are equal.
   *
   * @param values finite
   */
  public static int[] ascending(double[] values) {
    int n = values.length;
    int[] order = new int[n];
    long[] keys = new long[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
      keys[i] = key(values[i]);
    }
    int[][] counts = counts(keys);
    int[] nextOrder = new int[n];
    long[] nextKeys = new long[n];
    for (int digit = 0; digit < DIGITS; digit++) {
      if (n == 0 || counts[digit][digit(keys[0], digit)] == n) {
        continue; // the same digit everywhere
      }
      int[] places = places(counts[digit]);
      for (int i = 0; i < n; i++) {
        int place = places[digit(keys[i], digit)]++;
        nextOrder[place] = order[i];
        nextKeys[place] = keys[i];
      }
      int[] dealt = nextOrder;
      nextOrder = order;
      order = dealt;
      long[] dealtKeys = nextKeys;
      nextKeys = keys;
      keys = dealtKeys;
    }
    return order;
  }

  /** Bits whose order, taken without a sign, is that of the values. */
  private static long key(double value) {
    long bits = Double.doubleToRawLongBits(value + 0.0); // -0 becomes 0
    return bits ^ ((bits >> (Long.SIZE - 1)) | Long.MIN_VALUE);
  }

  private static int digit(long key, int digit) {
    return (int) (key >>> (digit * DIGIT_BITS)) & (VALUES - 1);
  }

  /** How often each digit has each value. */
  private static int[][] counts(long[] keys) {
    int[][] counts = new int[DIGITS][VALUES];
    for (long key : keys) {
      for (int digit = 0; digit < DIGITS; digit++) {
        counts[digit][digit(key, digit)]++;
      }
    }
    return counts;
  }

  /** Where the first key with each value of a digit goes. */
  private static int[] places(int[] counts) {
    int[] places = new int[VALUES];
    for (int value = 1; value < VALUES; value++) {
      places[value] = places[value - 1] + counts[value - 1];
    }
    return places;
  }
}
