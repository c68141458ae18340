package perennial.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NullBandTest {
  private static final FeatureKey KEY = new FeatureKey("amount", Segment.ALL, Period.WEEK);

  @ParameterizedTest
  @CsvSource({"100, 0.02", "100, 0.4", "5000, 0.5", "5000, 0.93", "2000000, 0.3", "50, 0.0001"})
  void draws_ofABinomial_haveItsMeanAndVariance(long n, double p) {
    SplittableRandom random = new SplittableRandom(4);
    int draws = 40_000;
    double mean = 0;
    double square = 0;
    for (int i = 0; i < draws; i++) {
      long k = BinomialVariates.draw(n, p, random);
      assertTrue(k >= 0 && k <= n);
      mean += k / (double) draws;
      square += (k - n * p) * (k - n * p) / draws;
    }
    double variance = n * p * (1 - p);
    assertEquals(n * p, mean, 4 * Math.sqrt(variance / draws));
    double kurtosis = 3 + (1 - 6 * p * (1 - p)) / variance;
    assertEquals(variance, square, 4 * variance * Math.sqrt((kurtosis - 1) / draws));
  }

  @Test
  void psiBand_byFormula_isThatOfDraws() {
    long[] a = {400, 400, 400, 400, 400, 400, 400, 400, 400, 400};
    long[] b = {90, 110, 100, 80, 120, 100, 100, 105, 95, 100};
    NullBand formula = StabilityIndex.band(a, b, 999, new SplittableRandom(1));
    NullBand drawn = NullBand.drawn(a, b, StabilityIndex::of, 20_000, new SplittableRandom(1));
    assertEquals(9 * (1.0 / 4000 + 1.0 / 1000), formula.mean(), 1e-15);
    assertEquals(drawn.mean(), formula.mean(), 0.03 * formula.mean());
    assertEquals(drawn.p95(), formula.p95(), 0.04 * formula.p95());
  }

  @Test
  void psiBand_rareBins_isDrawnAndWiderThanTheFormula() {
    long[] a = {9000, 900, 20, 3, 2, 0};
    long[] b = {270, 28, 1, 0, 0, 1};
    NullBand band = StabilityIndex.band(a, b, 999, new SplittableRandom(1));
    double formula = Tails.chiSquare95(5) * (1.0 / 9925 + 1.0 / 300);
    assertTrue(Math.abs(band.p95() / formula - 1) > 0.05, band::toString);
    assertEquals(band, StabilityIndex.band(a, b, 999, new SplittableRandom(1)));
  }

  @ParameterizedTest
  @CsvSource({"20000, 200, 0", "20000, 5000, 0", "3000, 2000, 0", "20000, 1000, 1"})
  void wassersteinBand_ofTheLimit_isThatOfMultinomialDraws(int n, int m, int whole) {
    SplittableRandom random = new SplittableRandom(8);
    DoubleStream values =
        DoubleStream.generate(() ->
            whole == 1
                ? Math.floor(Math.exp(random.nextGaussian()))
                : Math.exp(4 + 1.6 * random.nextGaussian()));
    double[] all = values.limit(n + m).toArray();
    NumericReference reference = NumericReference.of(KEY, FeatureRole.FLOW, Arrays.copyOf(all, n));
    NumericCounts window = reference.emptyCounts();
    for (int i = n; i < n + m; i++) {
      window.add(all[i]);
    }
    Wasserstein wasserstein = Wasserstein.of(reference, window);
    NullBand limit = wasserstein.band(20_000, new SplittableRandom(1));
    NullBand drawn = wasserstein.drawnBand(2_000, new SplittableRandom(1));
    assertEquals(drawn.mean(), limit.mean(), 0.03 * drawn.mean());
    assertEquals(drawn.p95(), limit.p95(), 0.06 * drawn.p95());
  }
}
