package perennial.monitoring;

import static perennial.monitoring.NumericReference.BELOW;
import static perennial.monitoring.NumericReference.FIRST;
import static perennial.monitoring.NumericReference.MISSING;
import static perennial.monitoring.NumericReference.ZERO;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.util.FastMath;

/** Exact counts of a number over the bins of a {@link NumericReference}. */
public final class NumericCounts implements FeatureCounts {
  private static final double LOG_2 = Math.log(2);

  private final FeatureKey key;
  private final double[] edges;
  private final long[] bins;
  private double sum;

  /** Sum of asinh of the values below and above the range: where these stand. */
  private double below;

  private double above;

  NumericCounts(FeatureKey key, List<Double> edges) {
    this.key = key;
    this.edges = edges.stream().mapToDouble(Double::doubleValue).toArray();
    this.bins = new long[edges.size() + 4];
  }

  /** Adds a customer; NaN and infinities count as missing. */
  public void add(double value) {
    if (!Double.isFinite(value)) {
      bins[MISSING]++;
      return;
    }
    sum = bounded(sum + value);
    if (value == 0) {
      bins[ZERO]++;
      return;
    }
    int bin = bin(value);
    bins[bin]++;
    if (bin == BELOW) {
      below += asinh(value);
    } else if (bin == bins.length - 1) {
      above += asinh(value);
    }
  }

  private int bin(double value) {
    int at = Arrays.binarySearch(edges, value);
    if (at >= 0) {
      return FIRST + at;
    }
    int edgesBelow = -at - 1;
    return edgesBelow == 0 && edges.length > 0 ? BELOW : FIRST + edgesBelow;
  }

  @Override
  public void addMissing() {
    bins[MISSING]++;
  }

  @Override
  public void merge(FeatureCounts other) {
    if (!(other instanceof NumericCounts that)
        || !key.equals(that.key)
        || !Arrays.equals(edges, that.edges)) {
      throw new IllegalArgumentException(
          "counts of %s are not over the bins of %s".formatted(other.key().text(), key.text()));
    }
    for (int i = 0; i < bins.length; i++) {
      bins[i] += that.bins[i];
    }
    sum = bounded(sum + that.sum);
    below += that.below;
    above += that.above;
  }

  @Override
  public FeatureKey key() {
    return key;
  }

  @Override
  public long customers() {
    return Arrays.stream(bins).sum();
  }

  @Override
  public long missing() {
    return bins[MISSING];
  }

  /** Customers in each bin, in the order of {@link NumericReference#counts}. */
  public List<Long> bins() {
    return Arrays.stream(bins).boxed().toList();
  }

  /** Mean of the values; 0 without any. */
  public double mean() {
    long values = customers() - missing();
    return values == 0 ? 0 : sum / values;
  }

  /** Mean asinh of the values below the range; of the first edge when there is none. */
  double positionBelow() {
    return bins[BELOW] > 0 ? below / bins[BELOW] : edges.length > 0 ? asinh(edges[0]) : 0;
  }

  /** Mean asinh of the values above the range; of the last edge when there is none. */
  double positionAbove() {
    long count = bins[bins.length - 1];
    return count > 0 ? above / count : edges.length > 0 ? asinh(edges[edges.length - 1]) : 0;
  }

  static double asinh(double value) {
    double size = Math.abs(value);
    // The library's form squares its argument.
    return size < 1e150 ? FastMath.asinh(value) : Math.copySign(Math.log(size) + LOG_2, value);
  }

  /** Sums of huge numbers stay finite, so that no infinity less infinity gives NaN. */
  private static double bounded(double sum) {
    return Math.clamp(sum, -Double.MAX_VALUE, Double.MAX_VALUE);
  }
}
