package perennial.monitoring;

import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Wasserstein-1 distance of a number's reference and window, on the scale of asinh: about the
 * logarithm for large amounts, so that one huge order does not rule it, and defined at 0 and below.
 * Customers of a bin stand at its upper edge; those outside the range stand at their mean.
 */
final class Wasserstein {
  /** Points at which the random path behind a null band is drawn. */
  private static final int PATH_POINTS = 64;

  /** Ascending. */
  private final double[] positions;

  private final long[] reference;
  private final long[] window;

  private Wasserstein(double[] positions, long[] reference, long[] window) {
    this.positions = positions;
    this.reference = reference;
    this.window = window;
  }

  static Wasserstein of(NumericReference reference, NumericCounts window) {
    List<Double> edges = reference.edges();
    List<Long> bins = window.bins();
    int last = bins.size() - 1;
    double[] at = new double[bins.size()];
    at[NumericReference.ZERO] = 0;
    at[NumericReference.BELOW] = window.positionBelow();
    for (int i = 0; i < edges.size(); i++) {
      at[NumericReference.FIRST + i] = NumericCounts.asinh(edges.get(i));
    }
    at[last] = window.positionAbove();
    int[] order =
        IntStream.rangeClosed(NumericReference.ZERO, last)
            .filter(bin -> bins.get(bin) + reference.counts().get(bin) > 0)
            .boxed()
            .sorted(Comparator.comparingDouble(bin -> at[bin]))
            .mapToInt(Integer::intValue)
            .toArray();
    return new Wasserstein(
        IntStream.of(order).mapToDouble(bin -> at[bin]).toArray(),
        IntStream.of(order).mapToLong(bin -> reference.counts().get(bin)).toArray(),
        IntStream.of(order).mapToLong(bins::get).toArray());
  }

  /**
   * The integral of the absolute difference of the distribution functions.
   *
   * @return {@code >= 0}; 0 when either side has no customer
   */
  double distance() {
    return distance(reference, window);
  }

  private double distance(long[] a, long[] b) {
    double n = Counts.sum(a);
    double m = Counts.sum(b);
    double distance = 0;
    long belowA = 0;
    long belowB = 0;
    for (int i = 0; i + 1 < positions.length && n > 0 && m > 0; i++) {
      belowA += a[i];
      belowB += b[i];
      distance += Math.abs(belowA / n - belowB / m) * (positions[i + 1] - positions[i]);
    }
    return distance;
  }

  /** The band from multinomial draws, which the other is the limit of. */
  NullBand drawnBand(int draws, RandomGenerator random) {
    return NullBand.drawn(reference, window, this::distance, draws, random);
  }

  /**
   * The distance when nothing has changed, from draws of its limit: the difference of the two
   * distribution functions is then {@code sqrt(1/n + 1/m)} times a Brownian bridge over the pooled
   * shares (Donsker), which costs a hundredth of multinomial draws over every edge. From 200
   * customers both agree within the noise of the draws.
   */
  NullBand band(int draws, RandomGenerator random) {
    double n = Counts.sum(reference);
    double m = Counts.sum(window);
    if (n == 0 || m == 0) {
      return NullBand.ZERO;
    }
    Path path = path(n + m);
    double[] distances = new double[draws];
    for (int i = 0; i < draws; i++) {
      distances[i] = path.draw(random) * Math.sqrt(1 / n + 1 / m);
    }
    return NullBand.of(distances);
  }

  private Path path(double customers) {
    int group = (positions.length + PATH_POINTS - 1) / PATH_POINTS;
    int points = (positions.length + group - 1) / group;
    double[] shares = new double[points];
    double[] widths = new double[points];
    for (int i = 0; i < positions.length; i++) {
      shares[i / group] += (reference[i] + window[i]) / customers;
      if (i + 1 < positions.length) {
        widths[i / group] += positions[i + 1] - positions[i];
      }
    }
    return new Path(shares, widths, group > 1);
  }

  /**
   * The path of the difference.
   *
   * @param shares of the pooled customers from one point to the next
   * @param widths of the stretches on the scale of the numbers
   * @param smooth whether a stretch holds many bins: the path's mean over it is used; with one bin
   *     it is constant there
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Path(double[] shares, double[] widths, boolean smooth) {
    double draw(RandomGenerator random) {
      double[] walk = new double[shares.length];
      double at = 0;
      for (int i = 0; i < walk.length; i++) {
        at += Math.sqrt(shares[i]) * random.nextGaussian();
        walk[i] = at;
      }
      double sum = 0;
      double share = 0;
      double before = 0;
      for (int i = 0; i < walk.length; i++) {
        share += shares[i];
        double bridge = Math.abs(walk[i] - share * at);
        sum += (smooth ? (before + bridge) / 2 : bridge) * widths[i];
        before = bridge;
      }
      return sum;
    }
  }
}
