package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import perennial.monitoring.CalibrationDecile;
import perennial.monitoring.Distribution;
import perennial.monitoring.DriftMeasure;
import perennial.monitoring.FeatureRole;
import perennial.monitoring.MaturedAccuracy;
import perennial.monitoring.MixCell;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.monitoring.Segment;
import perennial.monitoring.Verdict;
import perennial.registry.monitoring.AccuracyReport;
import perennial.registry.monitoring.EventQuality;
import perennial.registry.monitoring.MeasurePoint;
import perennial.registry.monitoring.MonitoringStore;
import perennial.registry.monitoring.WindowReport;
import perennial.registry.monitoring.WindowSummary;
import perennial.registry.testing.TestDatabase;

class JdbiMonitoringStoreTest {
  private static final Segment EMAIL = new Segment("channel", "email");
  private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
  private static final Instant MEASURED = Instant.parse("2026-03-09T01:02:03.123456Z");

  private final Database db = TestDatabase.fresh(Clock.systemUTC());
  private final MonitoringStore store = db.monitoring();

  @BeforeEach
  void register() {
    for (int version = 1; version <= 2; version++) {
      db.registry().register(Samples.version("retail", version, "ann"));
    }
  }

  @AfterEach
  void close() {
    db.close();
  }

  private static MonitoringWindow week(int number) {
    return new MonitoringWindow(Period.WEEK, MONDAY.plusWeeks(number));
  }

  private static DriftMeasure measure(String feature, double mean, Verdict verdict) {
    return new DriftMeasure(
        feature,
        FeatureRole.FLOW,
        EMAIL,
        2104,
        9000,
        "ks",
        0.31,
        1e-300,
        1e-298,
        OptionalDouble.of(0.27),
        OptionalDouble.of(0.01),
        OptionalDouble.of(0.02),
        OptionalDouble.of(0.5),
        OptionalDouble.empty(),
        0.001,
        0,
        OptionalDouble.of(41),
        OptionalDouble.of(mean),
        OptionalDouble.of(0.38),
        verdict,
        new Distribution(List.of("0 to 20", "20 on"), List.of(0.5, 0.5), List.of(0.2, 0.8)));
  }

  private static WindowReport report(int week, long version, DriftMeasure... measures) {
    return new WindowReport(
        "retail",
        version,
        week(week),
        MEASURED,
        10_000,
        2500,
        List.of(measures),
        List.of(new MixCell("New", "Active", 120, 0.1)),
        List.of(new CalibrationDecile(1, 250, 0.1, 0.12, 0.1, 0.14)),
        new TreeMap<>(Map.of("late", 3L)));
  }

  @Test
  void window_savedAndRead_isTheSame() {
    WindowReport report = report(0, 1, measure("purchase_amount", 83, Verdict.ALARM));
    store.save(report);
    assertEquals(Optional.of(report), store.window("retail", week(0)));
    assertEquals(Optional.empty(), store.window("retail", week(1)));
    assertEquals(Optional.empty(), store.window("other", week(0)));
    assertEquals(
        Optional.empty(), store.window("retail", new MonitoringWindow(Period.DAY, MONDAY)));
  }

  @Test
  void save_again_replacesTheWindowAndItsMeasures() {
    store.save(
        report(
            0,
            1,
            measure("purchase_amount", 83, Verdict.ALARM),
            measure("gone", 1, Verdict.STABLE)));
    WindowReport second = report(0, 1, measure("purchase_amount", 50, Verdict.WARN));
    store.save(second);
    assertEquals(Optional.of(second), store.window("retail", week(0)));
    assertEquals(List.of(), store.history("retail", Period.WEEK, "gone", EMAIL, 10));
    assertEquals(
        List.of(new WindowSummary("retail", 1, week(0), MEASURED, 10_000, 2500, 1, 0)),
        store.windows("retail", Period.WEEK, MONDAY.plusYears(1), 10));
  }

  @Test
  void window_measuredForTwoVersions_isTheNewestVersions() {
    WindowReport newer = report(0, 2);
    store.save(newer);
    store.save(report(0, 1));
    assertEquals(Optional.of(newer), store.window("retail", week(0)));
    assertEquals(2, store.windows("retail", Period.WEEK, MONDAY.plusYears(1), 10).size());
  }

  @Test
  void windows_paged_newestFirst() {
    for (int week = 0; week < 5; week++) {
      store.save(report(week, 1));
    }
    assertEquals(
        List.of(week(4), week(3)),
        store.windows("retail", Period.WEEK, MONDAY.plusYears(1), 2).stream()
            .map(WindowSummary::window)
            .toList());
    assertEquals(
        List.of(week(0)),
        store.windows("retail", Period.WEEK, week(1).start(), 9).stream()
            .map(WindowSummary::window)
            .toList());
  }

  @Test
  void history_limited_givesTheNewestOldestFirst() {
    for (int week = 0; week < 4; week++) {
      store.save(report(week, 1, measure("purchase_amount", 40 + week, Verdict.STABLE)));
    }
    List<MeasurePoint> points = store.history("retail", Period.WEEK, "purchase_amount", EMAIL, 2);
    assertEquals(
        List.of(
            new MeasurePoint(
                week(2).start(),
                1,
                2104,
                0.31,
                OptionalDouble.of(0.27),
                OptionalDouble.of(0.02),
                OptionalDouble.of(42),
                OptionalDouble.of(0.38),
                Verdict.STABLE)),
        points.subList(0, 1));
    assertEquals(week(3).start(), points.get(1).start());
    assertEquals(
        List.of(), store.history("retail", Period.WEEK, "purchase_amount", Segment.ALL, 2));
  }

  @Test
  void save_withANumberThatIsNotFinite_savesNothing() {
    WindowReport report = report(0, 1, measure("purchase_amount", Double.NaN, Verdict.STABLE));
    assertThrows(IllegalArgumentException.class, () -> store.save(report));
    assertEquals(Optional.empty(), store.window("retail", week(0)));
  }

  @Test
  void save_twoWritersOfOneWindow_oneReportWithItsOwnMeasures() throws Exception {
    List<Callable<Void>> work = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String feature = "feature_" + i % 2;
      work.add(() -> {
        store.save(report(0, 1, measure(feature, 1, Verdict.STABLE)));
        return null;
      });
    }
    try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
      for (Future<Void> done : executor.invokeAll(work)) {
        done.get();
      }
    }
    String last = store.window("retail", week(0)).orElseThrow().measures().getFirst().feature();
    String other = last.equals("feature_0") ? "feature_1" : "feature_0";
    assertEquals(1, store.history("retail", Period.WEEK, last, EMAIL, 9).size());
    assertEquals(List.of(), store.history("retail", Period.WEEK, other, EMAIL, 9));
  }

  private static AccuracyReport accuracy(long version, LocalDate asOf, double mae) {
    return new AccuracyReport(
        "retail",
        version,
        asOf,
        MEASURED,
        List.of(
            new MaturedAccuracy(
                Segment.ALL,
                4,
                2357,
                0.1,
                0.11,
                mae,
                0.12,
                0.14,
                -0.01,
                -0.02,
                0.01,
                3.5,
                3.6,
                OptionalDouble.of(0.131),
                Verdict.STABLE)));
  }

  @Test
  void accuracy_savedTwiceForADay_isTheLaterOne() {
    store.save(accuracy(1, MONDAY, 0.2));
    AccuracyReport second = accuracy(1, MONDAY, 0.3);
    AccuracyReport older = accuracy(1, MONDAY.minusDays(7), 0.1);
    AccuracyReport other = accuracy(2, MONDAY, 0.4);
    store.save(second);
    store.save(older);
    store.save(other);
    assertEquals(Optional.of(second), store.accuracy("retail", 1));
    assertEquals(Optional.empty(), store.accuracy("retail", 9));
    assertEquals(List.of(other, second, older), store.accuracies("retail", 10));
    assertEquals(List.of(other), store.accuracies("retail", 1));
  }

  @Test
  void eventQuality_addedByTwoServers_sums() {
    EventQuality quality = db.eventQuality();
    quality.add(MONDAY, Map.of(EventQuality.RECEIVED, 100L, EventQuality.LATE, 3L));
    quality.add(MONDAY, Map.of(EventQuality.RECEIVED, 50L));
    quality.add(MONDAY.plusDays(1), Map.of(EventQuality.RECEIVED, 7L));
    quality.add(MONDAY, Map.of());
    assertEquals(
        new TreeMap<>(Map.of(EventQuality.RECEIVED, 150L, EventQuality.LATE, 3L)),
        quality.counts(MONDAY, MONDAY.plusDays(1)));
    assertEquals(
        Map.of(EventQuality.RECEIVED, 157L, EventQuality.LATE, 3L),
        quality.counts(MONDAY, MONDAY.plusDays(2)));
    assertEquals(Map.of(), quality.counts(MONDAY.minusDays(7), MONDAY));
  }
}
