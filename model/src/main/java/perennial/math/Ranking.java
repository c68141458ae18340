package perennial.math;

/** The order of numbers, without an object a number. */
public final class Ranking {
  private Ranking() {}

  /**
   * Indices by ascending value; equal values keep their order.
   *
   * @param values finite
   */
  public static int[] ascending(double[] values) {
    int[] order = new int[values.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    int[] from = order;
    int[] to = new int[order.length];
    for (int width = 1; width < order.length; width *= 2) {
      for (int start = 0; start < order.length; start += 2 * width) {
        merge(values, from, to, start, width);
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  private static void merge(double[] values, int[] from, int[] to, int start, int width) {
    int left = start;
    int middle = Math.min(start + width, from.length);
    int right = middle;
    int end = Math.min(middle + width, from.length);
    for (int out = start; out < end; out++) {
      boolean takeLeft =
          left < middle && (right == end || values[from[left]] <= values[from[right]]);
      to[out] = takeLeft ? from[left++] : from[right++];
    }
  }
}
