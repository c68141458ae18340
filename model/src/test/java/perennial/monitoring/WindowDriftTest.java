package perennial.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class WindowDriftTest {
  private static final FeatureKey SPEND = new FeatureKey("spend", Segment.ALL, Period.WEEK);
  private static final FeatureKey CHANNEL = new FeatureKey("channel", Segment.ALL, Period.WEEK);

  private static double[] lognormal(long seed, int n, double factor) {
    SplittableRandom random = new SplittableRandom(seed);
    return DoubleStream.generate(() -> factor * Math.exp(4 + 1.6 * random.nextGaussian()))
        .limit(n)
        .toArray();
  }

  private static List<DriftMeasure> measure(
      FeatureRole role, double[] reference, double[] window, Map<FeatureKey, Double> effects) {
    ReferenceProfile profile =
        new ReferenceProfile(List.of(NumericReference.of(SPEND, role, reference)), List.of());
    WindowCounts counts = new WindowCounts(profile, Period.WEEK);
    NumericCounts spend = counts.numbers("spend", Segment.ALL).orElseThrow();
    Arrays.stream(window).forEach(spend::add);
    return new WindowDrift(profile, MonitoringSettings.DEFAULT).measure(counts, List.of(), effects);
  }

  private static DriftMeasure categories(Map<String, Long> reference, Map<String, Long> window) {
    ReferenceProfile profile =
        new ReferenceProfile(
            List.of(), List.of(CategoricalReference.of(CHANNEL, FeatureRole.FLOW, reference, 0)));
    WindowCounts counts = new WindowCounts(profile, Period.WEEK);
    CategoricalCounts channel = counts.categories("channel", Segment.ALL).orElseThrow();
    window.forEach(channel::add);
    return new WindowDrift(profile, MonitoringSettings.DEFAULT)
        .measure(counts, List.of(), Map.of())
        .getFirst();
  }

  @Test
  void measure_doubledSpend_isAnAlarmByPsiOrByEffect() {
    double[] reference = lognormal(1, 20_000, 1);
    double[] doubled = lognormal(2, 20_000, 2);
    DriftMeasure byPsi = measure(FeatureRole.FLOW, reference, doubled, Map.of()).getFirst();
    assertEquals(Verdict.WARN, byPsi.verdict());
    assertEquals(0.18, byPsi.psi().getAsDouble(), 0.02);
    DriftMeasure byEffect =
        measure(FeatureRole.FLOW, reference, doubled, Map.of(SPEND, 0.9)).getFirst();
    assertEquals(Verdict.ALARM, byEffect.verdict());
    assertEquals(3.6, AlertRule.alarmUnits(byEffect, MonitoringSettings.DEFAULT), 1e-12);
  }

  @Test
  void measure_largeButNotSignificant_isStable() {
    double[] reference = lognormal(1, 20_000, 1);
    DriftMeasure same =
        measure(FeatureRole.FLOW, reference, lognormal(3, 300, 1), Map.of(SPEND, 0.9)).getFirst();
    assertTrue(same.adjustedP() > 0.05);
    assertEquals(Verdict.STABLE, same.verdict());
  }

  @ParameterizedTest
  @EnumSource(FeatureRole.class)
  void measure_stocks_neverAlert(FeatureRole role) {
    DriftMeasure measure =
        measure(role, lognormal(1, 5000, 1), lognormal(2, 5000, 9), Map.of()).getFirst();
    assertEquals(role == FeatureRole.STOCK ? Verdict.STABLE : Verdict.ALARM, measure.verdict());
    assertTrue(measure.psi().getAsDouble() > 0.25);
  }

  @Test
  void measure_predictions_haveTheirOwnChangeAsEffect() {
    DriftMeasure measure =
        measure(FeatureRole.PREDICTION, lognormal(1, 5000, 1), lognormal(1, 5000, 1.2), Map.of())
            .getFirst();
    assertEquals(0.2, measure.effectOnClv().getAsDouble(), 1e-9);
    assertEquals(Verdict.WARN, measure.verdict());
  }

  @Test
  void measure_fewerThanTheMinimum_isNeverGreen() {
    DriftMeasure few =
        measure(FeatureRole.FLOW, lognormal(1, 5000, 1), lognormal(2, 199, 9), Map.of()).getFirst();
    assertEquals(Verdict.NOT_ENOUGH_DATA, few.verdict());
    assertEquals(1, few.pValue());
    DriftMeasure enough =
        measure(FeatureRole.FLOW, lognormal(1, 5000, 1), lognormal(2, 200, 9), Map.of()).getFirst();
    assertEquals(Verdict.ALARM, enough.verdict());
  }

  @Test
  void measure_missingValues_haveTheirOwnMeasure() {
    double[] reference = lognormal(1, 5000, 1);
    double[] window = lognormal(2, 1000, 1);
    Arrays.fill(window, 0, 150, Double.NaN);
    List<DriftMeasure> measures = measure(FeatureRole.STOCK, reference, window, Map.of());
    DriftMeasure missing =
        measures.stream()
            .filter(m -> m.feature().equals("spend_missing"))
            .findFirst()
            .orElseThrow();
    assertEquals(FeatureRole.QUALITY, missing.role());
    assertEquals(Verdict.ALARM, missing.verdict());
    assertEquals(0.15, missing.missingShare(), 1e-12);
    assertEquals(2, measures.size());
  }

  @Test
  void measure_unseenCategory_isFiniteAndFound() {
    DriftMeasure measure =
        categories(Map.of("email", 600L, "shop", 400L), Map.of("email", 600L, "fax", 400L));
    assertEquals(Verdict.ALARM, measure.verdict());
    assertEquals(List.of("email", "shop", "not seen before"), measure.distribution().labels());
    assertEquals(List.of(0.6, 0.0, 0.4), measure.distribution().window());
  }

  @Test
  void measure_oneUnseenCustomer_isNoFinding() {
    DriftMeasure measure =
        categories(
            Map.of("email", 600L, "shop", 400L), Map.of("email", 600L, "shop", 400L, "fax", 1L));
    assertEquals(Verdict.STABLE, measure.verdict());
    assertTrue(measure.pValue() > 0.5, measure::toString);
  }

  @Test
  void measure_calibration_hasTheRatioAsEffect() {
    CalibrationCounts counts =
        new CalibrationCounts(new FeatureKey("purchases", Segment.ALL, Period.WEEK));
    for (int i = 0; i < 5000; i++) {
      counts.add(0.1, i % 20 == 0 ? 1 : 0); // half of what was expected
    }
    DriftMeasure measure =
        new WindowDrift(ReferenceProfile.NONE, MonitoringSettings.DEFAULT)
            .measure(
                new WindowCounts(ReferenceProfile.NONE, Period.WEEK), List.of(counts), Map.of())
            .getFirst();
    assertEquals(-0.5, measure.effectOnClv().getAsDouble(), 1e-12);
    assertEquals(Verdict.ALARM, measure.verdict());
  }

  @Test
  void measure_calibrationWithoutAPurchase_provesNothingWhenLittleWasExpected() {
    CalibrationCounts counts =
        new CalibrationCounts(new FeatureKey("purchases", Segment.ALL, Period.DAY));
    for (int i = 0; i < 300; i++) {
      counts.add(0.004 + i * 1e-6, 0);
    }
    assertEquals(0.25, CalibrationTest.of(counts).pValue(), 0.05);
  }

  @Test
  void measure_ranksByEffect() {
    FeatureKey other = new FeatureKey("orders", Segment.ALL, Period.WEEK);
    double[] values = lognormal(1, 1000, 1);
    ReferenceProfile profile =
        new ReferenceProfile(
            List.of(
                NumericReference.of(SPEND, FeatureRole.FLOW, values),
                NumericReference.of(other, FeatureRole.FLOW, values)),
            List.of());
    List<DriftMeasure> measures =
        new WindowDrift(profile, MonitoringSettings.DEFAULT)
            .measure(
                new WindowCounts(profile, Period.WEEK), List.of(), Map.of(SPEND, 0.1, other, -0.4));
    assertEquals(List.of("orders", "spend"), measures.stream().map(DriftMeasure::feature).toList());
  }

  @Test
  void profile_twoReferencesOfOneKey_isRefused() {
    NumericReference reference = NumericReference.of(SPEND, FeatureRole.FLOW, new double[] {1});
    assertThrows(
        IllegalArgumentException.class,
        () -> new ReferenceProfile(List.of(reference, reference), List.of()));
  }

  static Stream<Arguments> extremes() {
    DoubleUnaryOperator none = v -> Double.NaN;
    DoubleUnaryOperator constant = v -> 7;
    DoubleUnaryOperator zero = v -> 0;
    DoubleUnaryOperator heavy = v -> Math.pow(v, 60); // up to 1e300
    DoubleUnaryOperator huge = v -> v > 50 ? Double.MAX_VALUE : -Double.MAX_VALUE;
    DoubleUnaryOperator infinite = v -> v > 50 ? Double.POSITIVE_INFINITY : v;
    DoubleUnaryOperator tiny = v -> v * Double.MIN_VALUE;
    List<DoubleUnaryOperator> all =
        List.of(none, constant, zero, heavy, huge, infinite, tiny, v -> v - 55, v -> -v, v -> v);
    return all.stream()
        .flatMap(a ->
            all.stream().flatMap(b -> Stream.of(Arguments.of(a, b, 300), Arguments.of(a, b, 0))));
  }

  @ParameterizedTest
  @MethodSource("extremes")
  void measure_extremeValues_neverGivesNan(
      DoubleUnaryOperator reference, DoubleUnaryOperator window, int customers) throws Exception {
    double[] a = Arrays.stream(lognormal(1, 400, 1)).map(reference).toArray();
    double[] b = Arrays.stream(lognormal(2, customers, 1)).map(window).toArray();
    for (DriftMeasure measure : measure(FeatureRole.FLOW, a, b, Map.of())) {
      for (RecordComponent part : DriftMeasure.class.getRecordComponents()) {
        Object value = part.getAccessor().invoke(measure);
        if (value instanceof Double number) {
          assertTrue(Double.isFinite(number), measure::toString);
        }
        if (value instanceof OptionalDouble number) {
          assertTrue(Double.isFinite(number.orElse(0)), measure::toString);
        }
      }
      assertTrue(measure.pValue() >= 0 && measure.pValue() <= 1, measure::toString);
    }
  }

  @Test
  void measure_emptyCategories_neverGivesNan() {
    DriftMeasure empty = categories(Map.of("email", 600L), Map.of());
    assertEquals(Verdict.NOT_ENOUGH_DATA, empty.verdict());
    assertEquals(0, empty.psi().getAsDouble());
    assertEquals(Verdict.NOT_ENOUGH_DATA, categories(Map.of(), Map.of("fax", 999L)).verdict());
    assertEquals(
        Verdict.STABLE, categories(Map.of("email", 999L), Map.of("email", 999L)).verdict());
  }
}
