package perennial.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.model.Interval;

class MaturedAccuracyTest {
  private static final MonitoringSettings SETTINGS = MonitoringSettings.DEFAULT;

  @ParameterizedTest
  @CsvSource({"150", "2000", "50000"})
  void bootstrap_ofAMean_coversIt(int n) {
    int covered = 0;
    double width = 0;
    for (int trial = 0; trial < 200; trial++) {
      double[] values = new SplittableRandom(trial).doubles(n).map(u -> -Math.log1p(-u)).toArray();
      Interval interval = new Bootstrap(199, trial).means(values)[0];
      covered += interval.lower() <= 1 && 1 <= interval.upper() ? 1 : 0;
      width += (interval.upper() - interval.lower()) / 200;
    }
    assertEquals(190, covered, 11); // 3.5 standard errors
    assertEquals(2 * 1.96 / Math.sqrt(n), width, 0.06 * width);
  }

  @Test
  void bootstrap_sameSeed_isTheSameInterval() {
    double[] values = new SplittableRandom(1).doubles(500).toArray();
    assertEquals(new Bootstrap(99, 7).means(values)[0], new Bootstrap(99, 7).means(values)[0]);
    assertTrue(
        !new Bootstrap(99, 7).means(values)[0].equals(new Bootstrap(99, 8).means(values)[0]));
    assertEquals(new Interval(0, 0, 0.95), new Bootstrap(99, 7).means(new double[0])[0]);
  }

  private static MaturedRows rows(int n, double rate) {
    SplittableRandom random = new SplittableRandom(3);
    MaturedRows rows = new MaturedRows();
    for (int i = 0; i < n; i++) {
      rows.add(0.5, random.nextDouble() < rate ? 1 : 0, 20, 18);
    }
    return rows;
  }

  @Test
  void accuracy_ofRows_isTheirMeanErrorAndBias() {
    MaturedRows rows = new MaturedRows();
    rows.add(1, 3, 10, 30);
    rows.add(2, 1, 20, 0);
    MaturedAccuracy accuracy = rows.accuracy(Segment.ALL, 4, OptionalDouble.of(1), SETTINGS);
    assertEquals(1.5, accuracy.mae());
    assertEquals(-0.5, accuracy.bias());
    assertEquals(1.5, accuracy.meanPredicted());
    assertEquals(2, accuracy.meanActual());
    assertEquals(15, accuracy.valuePredicted());
    assertEquals(15, accuracy.valueActual());
    assertEquals(Verdict.NOT_ENOUGH_DATA, accuracy.verdict());
    assertTrue(accuracy.maeLow() >= 1 && accuracy.maeHigh() <= 2);
  }

  @ParameterizedTest
  @CsvSource({
    "1000, .50, STABLE", // as good as the holdout
    "1000, .44, WARN", // 14 % worse
    "1000, .40, ALARM", // 25 % worse
    "199, .40, NOT_ENOUGH_DATA",
    "1000, , NOT_ENOUGH_DATA",
    "0, .40, NOT_ENOUGH_DATA"
  })
  void accuracy_againstTheHoldout_hasItsVerdict(int n, Double holdout, Verdict verdict) {
    OptionalDouble error = holdout == null ? OptionalDouble.empty() : OptionalDouble.of(holdout);
    // Everybody is half a purchase off.
    assertEquals(verdict, rows(n, 0.5).accuracy(Segment.ALL, 4, error, SETTINGS).verdict());
  }

  /** Everybody is half a purchase off, as on the holdout; so many of them buy. */
  private static MaturedAccuracy halfOff(Segment segment, int n, int buyers) {
    MaturedRows rows = new MaturedRows();
    for (int i = 0; i < n; i++) {
      rows.add(0.5, i < buyers ? 1 : 0, 20, 18);
    }
    return rows.accuracy(segment, 4, OptionalDouble.of(0.5), SETTINGS);
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 440, WARN", // 14 % too many predicted
    "1000, 400, ALARM", // 25 %
    "1000, 570, WARN", // 12 % too few
    "1000, 640, ALARM", // 22 %
    "1000, 470, STABLE", // 6 %
    "250, 110, STABLE", // 14 %, but it may be chance
    "199, 50, NOT_ENOUGH_DATA"
  })
  void accuracy_biasedWithAGoodError_hasTheVerdictOfTheBias(int n, int buyers, Verdict verdict) {
    MaturedAccuracy accuracy = halfOff(Segment.ALL, n, buyers);
    assertEquals(0.5, accuracy.mae(), 1e-12);
    assertEquals(verdict, accuracy.verdict(), accuracy::toString);
    boolean told = verdict == Verdict.WARN || verdict == Verdict.ALARM;
    assertEquals(told, AccuracyRule.isOfBias(accuracy, SETTINGS));
    assertEquals(told, AccuracyRule.alarmUnits(accuracy, SETTINGS) > 0);
  }

  /** One segment of thirty must be further off than all customers. */
  @Test
  void accuracy_biasOfASegment_needsMore() {
    Segment email = new Segment("channel", "email");
    assertEquals(Verdict.WARN, halfOff(Segment.ALL, 600, 258).verdict());
    assertEquals(Verdict.STABLE, halfOff(email, 600, 258).verdict());
    assertEquals(Verdict.WARN, halfOff(email, 6_000, 2_580).verdict());
  }

  @Test
  void accuracy_nobodyBoughtAndLittleWasExpected_isNoProof() {
    MaturedRows rows = new MaturedRows();
    for (int i = 0; i < 250; i++) {
      rows.add(0.01, 0, 1, 0);
    }
    MaturedAccuracy few = rows.accuracy(Segment.ALL, 4, OptionalDouble.of(0.01), SETTINGS);
    assertEquals(Verdict.STABLE, few.verdict(), few::toString);
    for (int i = 0; i < 250; i++) {
      rows.add(0.05, 0, 1, 0);
    }
    MaturedAccuracy more = rows.accuracy(Segment.ALL, 4, OptionalDouble.of(0.03), SETTINGS);
    assertEquals(Verdict.ALARM, more.verdict(), more::toString);
    assertTrue(Double.isFinite(AccuracyRule.alarmUnits(more, SETTINGS)));
  }

  @Test
  void verdict_intervalThatReachesTheHoldout_isStable() {
    assertEquals(
        Verdict.STABLE, AccuracyRule.verdict(500, 0.9, OptionalDouble.of(0.5), -0.01, SETTINGS));
    assertEquals(
        Verdict.ALARM, AccuracyRule.verdict(500, 0.9, OptionalDouble.of(0.5), 0.01, SETTINGS));
  }

  @Test
  void alarmUnits_ofAnIncrease_areItsSizeOverTheLimit() {
    MaturedAccuracy accuracy =
        rows(1000, 0.5).accuracy(Segment.ALL, 4, OptionalDouble.of(0.25), SETTINGS);
    assertEquals(5, AccuracyRule.alarmUnits(accuracy, SETTINGS), 1e-9);
  }

  @Test
  void add_notANumber_isRefused() {
    MaturedRows rows = new MaturedRows();
    assertThrows(IllegalArgumentException.class, () -> rows.add(Double.NaN, 0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> rows.add(0, -1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> rows.add(0, 0, 1 / 0.0, 0));
    assertEquals(0, rows.customers());
  }

  @Test
  void deciles_areTenthsByPrediction() {
    double[] predicted = new SplittableRandom(4).doubles(1005).toArray();
    double[] actual = new double[1005];
    Arrays.setAll(actual, i -> predicted[i] > 0.9 ? 2 : 0);
    List<CalibrationDecile> deciles = CalibrationDeciles.of(predicted, actual, SETTINGS);
    assertEquals(10, deciles.size());
    assertEquals(1005, deciles.stream().mapToLong(CalibrationDecile::customers).sum());
    for (int i = 0; i < 10; i++) {
      CalibrationDecile decile = deciles.get(i);
      assertEquals(i + 1, decile.decile());
      assertEquals(0.05 + i / 10.0, decile.predicted(), 0.03);
      assertTrue(decile.low() <= decile.actual() && decile.actual() <= decile.high());
    }
    assertEquals(0, deciles.getFirst().high());
    assertTrue(deciles.getLast().actual() > 1.5);
    assertEquals(List.of(), CalibrationDeciles.of(new double[0], new double[0], SETTINGS));
    assertEquals(2, CalibrationDeciles.of(new double[2], new double[2], SETTINGS).size());
  }
}
