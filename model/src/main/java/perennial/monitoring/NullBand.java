package perennial.monitoring;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleBiFunction;
import java.util.random.RandomGenerator;

/**
 * How large a distance is when nothing has changed, at the numbers of customers at hand.
 *
 * @param mean of the distance
 * @param p95 its 95th percentile
 */
record NullBand(double mean, double p95) {
  static final NullBand ZERO = new NullBand(0, 0);

  /**
   * From seeded draws: both sides are multinomial with the pooled shares.
   *
   * @param distance of two arrays of counts, which it must not keep
   */
  static NullBand drawn(
      long[] a,
      long[] b,
      ToDoubleBiFunction<long[], long[]> distance,
      int draws,
      RandomGenerator random) {
    Multinomial pooled = Multinomial.pooled(a, b);
    long n = Counts.sum(a);
    long m = Counts.sum(b);
    long[] drawnA = new long[a.length];
    long[] drawnB = new long[b.length];
    double[] distances = new double[draws];
    for (int i = 0; i < draws; i++) {
      pooled.draw(n, drawnA, random);
      pooled.draw(m, drawnB, random);
      distances[i] = distance.applyAsDouble(drawnA, drawnB);
    }
    return of(distances);
  }

  /** Of drawn distances, which are sorted. */
  static NullBand of(double[] distances) {
    Arrays.sort(distances);
    double mean = Arrays.stream(distances).sum() / distances.length;
    int at = (int) Math.ceil(0.95 * (distances.length + 1)) - 1;
    return new NullBand(mean, distances[Math.min(at, distances.length - 1)]);
  }

  static OptionalDouble mean(Optional<NullBand> band) {
    return band.isPresent() ? OptionalDouble.of(band.get().mean()) : OptionalDouble.empty();
  }

  static OptionalDouble p95(Optional<NullBand> band) {
    return band.isPresent() ? OptionalDouble.of(band.get().p95()) : OptionalDouble.empty();
  }
}
