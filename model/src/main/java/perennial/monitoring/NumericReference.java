package perennial.monitoring;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A number's frozen distribution. With edges {@code e[0] < ... < e[k]}, the bins are, in the order
 * of {@code counts}: missing or invalid; exactly zero; below {@code e[0]}; {@code e[0]} itself;
 * {@code (e[0], e[1]]} to {@code (e[k-1], e[k]]}; above {@code e[k]}. Zero is in its own bin
 * wherever the edges are.
 *
 * @param edges quantiles of the values other than zero, ascending, at most 256; the first is the
 *     least and the last is the greatest value seen; empty when there was none
 * @param deciles indices of the edges that are deciles, ascending, the last edge among them
 * @param counts customers in each bin: {@code edges.size() + 4} numbers, none below or above
 * @param mean of the values that are not missing; 0 when there is none
 */
public record NumericReference(
    FeatureKey key,
    FeatureRole role,
    List<Double> edges,
    List<Integer> deciles,
    List<Long> counts,
    double mean)
    implements FeatureReference {

  /** Steps between the quantiles: a multiple of 10, so that deciles are among the edges. */
  static final int STEPS = 250;

  static final int MISSING = 0;
  static final int ZERO = 1;
  static final int BELOW = 2;
  static final int FIRST = 3;

  /**
   * @throws IllegalArgumentException naming the first field that is not as described
   */
  public NumericReference {
    edges = List.copyOf(edges);
    deciles = List.copyOf(deciles);
    counts = List.copyOf(counts);
    if (edges.size() > 256 || !ascend(edges)) {
      throw new IllegalArgumentException(
          "edges of %s must be at most 256 finite numbers that ascend".formatted(key.text()));
    }
    if (counts.size() != edges.size() + 4 || counts.stream().anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException(
          "counts of %s must be %d numbers >= 0, not %s"
              .formatted(key.text(), edges.size() + 4, counts));
    }
    if (!within(deciles, edges.size())) {
      throw new IllegalArgumentException(
          "deciles %s of %s must ascend to the last of %d edges"
              .formatted(deciles, key.text(), edges.size()));
    }
    if (!Double.isFinite(mean)) {
      throw new IllegalArgumentException("mean %s of %s".formatted(mean, key.text()));
    }
  }

  private static boolean ascend(List<Double> edges) {
    for (int i = 0; i < edges.size(); i++) {
      if (!Double.isFinite(edges.get(i)) || (i > 0 && edges.get(i) <= edges.get(i - 1))) {
        return false;
      }
    }
    return true;
  }

  private static boolean within(List<Integer> deciles, int edges) {
    int last = -1;
    for (int decile : deciles) {
      if (decile <= last) {
        return false;
      }
      last = decile;
    }
    return last == edges - 1;
  }

  /**
   * Freezes the distribution of these values, one a customer.
   *
   * @param values NaN and infinities count as missing; left as they are
   */
  public static NumericReference of(FeatureKey key, FeatureRole role, double[] values) {
    double[] sorted =
        Arrays.stream(values).filter(v -> Double.isFinite(v) && v != 0).sorted().toArray();
    double[] edges = new double[STEPS + 1];
    int[] deciles = new int[STEPS + 1];
    int edgeCount = 0;
    int decileCount = 0;
    for (int step = 0; step <= STEPS && sorted.length > 0; step++) {
      double edge = quantile(sorted, step);
      if (edgeCount == 0 || edge > edges[edgeCount - 1]) {
        edges[edgeCount++] = edge;
      }
      boolean isDecile = step > 0 && step % (STEPS / 10) == 0;
      if (isDecile && (decileCount == 0 || deciles[decileCount - 1] < edgeCount - 1)) {
        deciles[decileCount++] = edgeCount - 1;
      }
    }
    List<Double> frozen = Arrays.stream(edges, 0, edgeCount).boxed().toList();
    NumericCounts counts = new NumericCounts(key, frozen);
    for (double value : values) {
      counts.add(value);
    }
    return new NumericReference(
        key,
        role,
        frozen,
        Arrays.stream(deciles, 0, decileCount).boxed().toList(),
        counts.bins(),
        counts.mean());
  }

  /** The least value with at least this share of the values at or below it; step 0 is the least. */
  private static double quantile(double[] sorted, int step) {
    long rank = ((long) sorted.length * step + STEPS - 1) / STEPS; // rounded up
    return sorted[(int) Math.max(0, rank - 1)];
  }

  @Override
  public long customers() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public long missing() {
    return counts.get(MISSING);
  }

  @Override
  public NumericCounts emptyCounts() {
    return new NumericCounts(key, edges);
  }

  /** How many edges are below zero: where the bin of zero stands among the others. */
  private int edgesBelowZero() {
    return (int) edges.stream().filter(edge -> edge < 0).count();
  }

  /** The bins of values in ascending order; zero stands before the bin that it is cut out of. */
  long[] ordered(List<Long> bins) {
    int zero = edgesBelowZero();
    LongStream.Builder ordered = LongStream.builder();
    for (int bin = BELOW; bin < bins.size(); bin++) {
      if (bin == BELOW + zero) {
        ordered.add(bins.get(ZERO));
      }
      ordered.add(bins.get(bin));
    }
    return ordered.build().toArray();
  }

  /** The same bins with those between two deciles added up: zero, below, deciles, above. */
  long[] byDecile(List<Long> bins) {
    long[] grouped = new long[deciles.size() + 3];
    grouped[0] = bins.get(ZERO);
    grouped[1] = bins.get(BELOW);
    int edge = 0;
    for (int decile = 0; decile < deciles.size(); decile++) {
      for (; edge <= deciles.get(decile); edge++) {
        grouped[decile + 2] += bins.get(FIRST + edge);
      }
    }
    grouped[grouped.length - 1] = bins.getLast();
    return grouped;
  }
}
