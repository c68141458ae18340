package perennial.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.model.Interval;

class PairedBiasTest {
  private static final MonitoringSettings SETTINGS = MonitoringSettings.DEFAULT;

  private record Sample(double[] rates, double[] actual) {
    /** Everybody's expectation times a factor. */
    double[] times(double factor) {
      return Arrays.stream(rates).map(rate -> rate * factor).toArray();
    }
  }

  /** Customers who each buy a Poisson number around an exponential rate of mean {@code mean}. */
  private static Sample sample(long seed, int customers, double mean) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] rates = new double[customers];
    double[] actual = new double[customers];
    for (int i = 0; i < customers; i++) {
      rates[i] = -mean * Math.log1p(-random.nextDouble());
      double left = -Math.log1p(-random.nextDouble());
      for (; left < rates[i]; left -= Math.log1p(-random.nextDouble())) {
        actual[i]++;
      }
    }
    return new Sample(rates, actual);
  }

  @Test
  void bias_ofFewCustomers_isTheTotalsRatio() {
    RelativeBias bias =
        RelativeBias.of(new double[] {1, 2, 3}, new double[] {0, 4, 1}, SETTINGS).orElseThrow();
    assertEquals(0.2, bias.bias(), 1e-15);
    assertEquals(5, bias.actual());
    assertEquals(3, bias.customers());
    assertTrue(bias.interval().lower() <= 0.2 && 0.2 <= bias.interval().upper());
  }

  @Test
  void least_ofAnInterval_isItsNearEnd() {
    assertEquals(0.03, bias(0.05, 0.03, 0.07).least());
    assertEquals(0.03, bias(-0.05, -0.07, -0.03).least());
    assertEquals(0, bias(0.05, -0.01, 0.11).least());
    assertEquals(0.06, bias(0.05, -0.01, 0.11).noise(), 1e-15);
  }

  private static RelativeBias bias(double bias, double low, double high) {
    return new RelativeBias(300, 100, bias, new Interval(low, high, 0.95));
  }

  /** The interval of the unbiased expectation holds 0 in 95 of 100 samples. */
  @Test
  void interval_ofUnbiasedPredictions_coversZero() {
    int covered = 0;
    for (int seed = 0; seed < 200; seed++) {
      Sample sample = sample(seed, 600, 0.5);
      covered +=
          RelativeBias.of(sample.rates(), sample.actual(), SETTINGS).orElseThrow().least() == 0
              ? 1
              : 0;
    }
    assertEquals(190, covered, 11); // 3.5 standard errors
  }

  @ParameterizedTest
  @CsvSource({"1.094, 1.0", "0.9, 1.02", "1.2, 0.9"})
  void difference_ofTwoFactors_isSeenAlthoughEachIsNoisy(double factor, double other) {
    Sample sample = sample(5, 20_000, 0.5);
    PairedBias paired =
        PairedBias.of(sample.times(factor), sample.times(other), sample.actual(), SETTINGS)
            .orElseThrow();
    assertTrue(paired.interval().lower() > 0.02, paired::toString);
    assertEquals(
        Math.abs(paired.own().bias()) - Math.abs(paired.other().bias()),
        paired.difference(),
        1e-12);
    assertTrue(
        paired.interval().lower() <= paired.difference()
            && paired.difference() <= paired.interval().upper());
  }

  /** Nearly the same predictions, one just above and one just below what happened. */
  @Test
  void difference_ofAlmostTheSameWithOtherSigns_isNotLostInTheNoiseOfBoth() {
    int seen = 0;
    for (int seed = 0; seed < 200; seed++) {
      Sample sample = sample(seed, 2_000, 0.5);
      PairedBias paired =
          PairedBias.of(sample.times(1.005), sample.times(0.995), sample.actual(), SETTINGS)
              .orElseThrow();
      if (paired.own().bias() > 0 && paired.other().bias() < 0) {
        seen++;
        assertTrue(paired.own().noise() > 0.04, "chance alone moves each by several points");
        assertTrue(paired.interval().upper() < 0.012, paired::toString);
        assertTrue(paired.difference() <= paired.interval().upper(), paired::toString);
        assertTrue(paired.interval().lower() <= paired.difference(), paired::toString);
      }
    }
    assertTrue(seen >= 10, "seen " + seen);
  }

  @Test
  void difference_ofTheSamePredictions_isNone() {
    Sample sample = sample(6, 500, 0.5);
    PairedBias paired =
        PairedBias.of(sample.rates(), sample.rates(), sample.actual(), SETTINGS).orElseThrow();
    assertEquals(0, paired.difference());
    assertEquals(0, paired.interval().upper());
  }

  @Test
  void of_nothingBoughtOrNoNumber_isNoBias() {
    assertEquals(Optional.empty(), RelativeBias.of(new double[] {1, 2}, new double[2], SETTINGS));
    assertEquals(Optional.empty(), RelativeBias.of(new double[0], new double[0], SETTINGS));
    assertThrows(
        IllegalArgumentException.class,
        () -> RelativeBias.of(new double[] {Double.NaN}, new double[] {1}, SETTINGS));
    assertThrows(
        IllegalArgumentException.class,
        () -> RelativeBias.of(new double[] {1}, new double[] {1, 2}, SETTINGS));
  }

  @Test
  void deciles_ofRightPredictions_areWithinChance() {
    int worse = 0;
    for (int seed = 0; seed < 200; seed++) {
      Sample sample = sample(seed, 3_000, 0.5);
      worse +=
          DecileError.of(sample.rates(), sample.actual()).stream()
                  .anyMatch(decile -> decile.beyondChance() > 0)
              ? 1
              : 0;
    }
    assertTrue(worse <= 20, () -> "at most one in twenty is worse by chance"); // 3.2 sd
  }

  @Test
  void deciles_oneThatIsOff_isFoundWithItsFigures() {
    Sample sample = sample(7, 20_000, 0.5);
    double[] wrong = sample.times(1);
    Arrays.setAll(wrong, i -> wrong[i] > 1.1 ? 1.5 * wrong[i] : wrong[i]); // the upper tenth
    List<DecileError> deciles = DecileError.of(wrong, sample.actual());
    assertEquals(10, deciles.size());
    DecileError last = deciles.getLast();
    assertEquals(1.0 / 3, last.error(), 0.05);
    assertTrue(last.beyondChance() > 0.2 && last.beyondChance() < last.error(), last::toString);
    assertEquals(0, deciles.get(4).beyondChance());
  }

  @Test
  void deciles_inWhichNobodyBought_haveThePoissonNoise() {
    double[] predicted = new double[1_000];
    Arrays.fill(predicted, 0.02);
    for (DecileError decile : DecileError.of(predicted, new double[1_000])) {
      assertEquals(1, decile.error());
      assertEquals(Math.sqrt(0.02 / 100), decile.noise(), 1e-12);
      assertEquals(0, decile.beyondChance()); // 2 expected of 100 customers: none is no proof
    }
    assertEquals(List.of(), DecileError.of(new double[0], new double[0]));
  }
}
