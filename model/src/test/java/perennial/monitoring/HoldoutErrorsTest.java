package perennial.monitoring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.model.Interval;
import perennial.monitoring.HoldoutErrors.Bin;

class HoldoutErrorsTest {
  private static final HoldoutErrors TWO =
      new HoldoutErrors(List.of(new Bin(1.5, 100, 1, 2, 5), new Bin(4, 100, 3, 4, 20)));

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 20, 21, 39, 1_000, 100_003})
  void of_anyNumberOfCustomers_areBinsOfEqualCount(int n) {
    double[] predicted = new SplittableRandom(1).doubles(n).toArray();
    HoldoutErrors errors = HoldoutErrors.of(predicted, new int[n]);
    assertEquals(Math.min(n, HoldoutErrors.MOST_BINS), errors.bins().size());
    assertEquals(n, errors.bins().stream().mapToLong(Bin::customers).sum());
    for (Bin bin : errors.bins()) {
      assertEquals(Math.ceilDiv(n, HoldoutErrors.MOST_BINS), bin.customers(), 1);
      assertTrue(bin.predicted() <= bin.upTo(), bin::toString);
      assertEquals(bin.predicted(), bin.mae(), 1e-12, "nobody bought");
    }
    assertEquals(Arrays.stream(predicted).average().orElse(0), errors.mae(), 1e-12);
  }

  @Test
  void of_ties_areInOneBin() {
    double[] predicted = new double[100];
    int[] actual = new int[100];
    Arrays.fill(predicted, 0, 60, 0.25);
    for (int i = 60; i < 100; i++) {
      predicted[i] = i;
      actual[i] = i + 2;
    }
    HoldoutErrors errors = HoldoutErrors.of(predicted, actual);
    assertEquals(new Bin(0.25, 60, 0.25, 0.25, 0.0625), errors.bins().getFirst());
    assertEquals(new Bin(64, 5, 62, 2, 4), errors.bins().get(1));
    assertEquals(9, errors.bins().size());
  }

  @Test
  void of_otherNumberOfLabels_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> HoldoutErrors.of(new double[3], new int[2]));
  }

  @Test
  void errors_ofPredictions_areLinearInBetweenAndProportionalOutside() {
    double[] predictions = {0, 0.5, 1, 1.5, 3, 6};
    assertArrayEquals(
        new double[] {0, 1, 2, 2.5, 4, 8}, ReferenceErrors.of(TWO, predictions).errors(), 1e-12);
    HoldoutErrors zero = new HoldoutErrors(List.of(new Bin(0, 5, 0, 0.25, 1)));
    assertArrayEquals(
        new double[] {0.25, 0.25}, ReferenceErrors.of(zero, new double[] {0, 2}).errors());
  }

  @Test
  void samplingVariance_ofAMean_isThatOfItsBins() {
    // Variances of the bins' means: (5 - 4) / 100 and (20 - 16) / 100.
    assertEquals(0.01, ReferenceErrors.of(TWO, new double[] {1, 1}).samplingVariance(), 1e-15);
    assertEquals(
        0.25 * 0.01 + 0.25 * 0.04,
        ReferenceErrors.of(TWO, new double[] {1, 3}).samplingVariance(),
        1e-15);
    assertEquals(0, ReferenceErrors.constant(2, 3).samplingVariance());
  }

  @Test
  void low_ofAnIncrease_countsBothSamples() {
    Interval bootstrap = new Interval(7, 13, 0.95);
    assertEquals(7, AccuracyRule.low(10, bootstrap, 0));
    assertEquals(5, AccuracyRule.low(10, bootstrap, Math.pow(4 / 1.959963984540054, 2)), 1e-12);
  }

  @Test
  void errors_ofTheHoldoutItself_areItsOwn() {
    SplittableRandom random = new SplittableRandom(2);
    double[] predicted = random.doubles(20_000).map(u -> -Math.log1p(-u)).toArray();
    int[] actual =
        Arrays.stream(predicted)
            .mapToInt(p -> random.nextDouble() < .4 ? 0 : (int) (p / .6 + .5))
            .toArray();
    HoldoutErrors errors = HoldoutErrors.of(predicted, actual);
    MaturedRows rows = new MaturedRows();
    for (int i = 0; i < predicted.length; i++) {
      rows.add(predicted[i], actual[i], 0, 0);
    }
    MaturedAccuracy accuracy = rows.accuracy(Segment.ALL, 4, errors, MonitoringSettings.DEFAULT);
    assertEquals(errors.mae(), accuracy.mae(), 1e-12);
    assertEquals(errors.mae(), accuracy.holdoutMae().orElseThrow(), 0.02 * errors.mae());
    assertEquals(Verdict.STABLE, accuracy.verdict());
  }

  @Test
  void accuracy_withoutAHoldoutOrRows_isNotEnoughData() {
    MaturedRows rows = new MaturedRows();
    assertEquals(
        Verdict.NOT_ENOUGH_DATA,
        rows.accuracy(Segment.ALL, 4, TWO, MonitoringSettings.DEFAULT).verdict());
    for (int i = 0; i < 500; i++) {
      rows.add(5, i % 2 == 0 ? 9 : 1, 0, 0); // without a bias
    }
    MaturedAccuracy none =
        rows.accuracy(Segment.ALL, 4, HoldoutErrors.NONE, MonitoringSettings.DEFAULT);
    assertEquals(Verdict.NOT_ENOUGH_DATA, none.verdict());
    assertEquals(4, none.mae());
    MaturedRows worse = new MaturedRows();
    for (int i = 0; i < 500; i++) {
      worse.add(1, 9, 0, 0);
    }
    assertEquals(
        Verdict.ALARM, worse.accuracy(Segment.ALL, 4, TWO, MonitoringSettings.DEFAULT).verdict());
  }
}
