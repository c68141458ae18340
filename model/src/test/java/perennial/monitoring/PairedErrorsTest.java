package perennial.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairedErrorsTest {
  private static final MonitoringSettings SETTINGS = MonitoringSettings.DEFAULT;

  @Test
  void of_byHand_isTheMeanDifference() {
    PairedErrors errors =
        PairedErrors.of(
            new double[] {1, 2, 4}, new double[] {0, 2, 1}, new double[] {0, 3, 1}, SETTINGS);
    assertEquals(5.0 / 3, errors.mae(), 1e-15);
    assertEquals(1.0 / 3, errors.otherMae(), 1e-15);
    assertEquals(4.0 / 3, errors.difference(), 1e-15);
  }

  @Test
  void of_theSamePredictions_isZeroExactly() {
    double[] predicted = {0.1, 5, 2};
    PairedErrors errors = PairedErrors.of(predicted, predicted, new double[] {1, 1, 1}, SETTINGS);
    assertEquals(0, errors.difference());
    assertEquals(0, errors.interval().lower());
    assertEquals(0, errors.interval().upper());
  }

  @Test
  void of_pairedCustomers_isNarrowerThanTheirNoise() {
    SplittableRandom random = new SplittableRandom(5);
    double[] actual = random.doubles(3_000, 0, 20).toArray();
    double[] one = Arrays.stream(actual).map(a -> 10.0).toArray();
    double[] slightlyOff = Arrays.stream(actual).map(a -> 10.4).toArray();
    PairedErrors errors = PairedErrors.of(slightlyOff, one, actual, SETTINGS);
    assertTrue(errors.interval().lower() <= errors.difference());
    assertTrue(errors.interval().upper() >= errors.difference());
    // The errors themselves have a standard deviation near 3; their difference has 0.4 at most.
    assertTrue(errors.interval().upper() - errors.interval().lower() < 4 * 0.4 / Math.sqrt(3_000));
  }

  @Test
  void of_nothing_isZero() {
    PairedErrors none = PairedErrors.of(new double[0], new double[0], new double[0], SETTINGS);
    assertEquals(0, none.mae());
    assertEquals(0, none.customers());
  }

  @Test
  void of_badInput_isRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> PairedErrors.of(new double[1], new double[2], new double[1], SETTINGS));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            PairedErrors.of(
                new double[] {Double.NaN}, new double[] {1}, new double[] {1}, SETTINGS));
  }
}
