package perennial.admin.testing;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import perennial.monitoring.CalibrationDecile;
import perennial.monitoring.Distribution;
import perennial.monitoring.DriftMeasure;
import perennial.monitoring.FeatureRole;
import perennial.monitoring.MixCell;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.monitoring.Segment;
import perennial.monitoring.Verdict;
import perennial.registry.monitoring.MonitoringStore;
import perennial.registry.monitoring.WindowReport;

/** Windows and accuracies as the worker would have kept them, with figures like a real shop's. */
final class SampleWatch {
  static final Segment EMAIL = new Segment("channel", "email");
  static final MonitoringWindow LAST = new MonitoringWindow(Period.WEEK, LocalDate.of(2026, 11, 9));

  private static final int WEEKS = 20;

  private SampleWatch() {}

  /** Fills the store for {@code retail} v2 and v3, and a week of {@code first-purchase}. */
  static void fill(MonitoringStore store, Clock clock) {
    for (int back = WEEKS - 1; back >= 0; back--) {
      if (back != 13) { // a week in which the worker was down and nobody filled it in
        LocalDate start = LAST.start().minusWeeks(back);
        double drift = back > 1 ? 0 : back == 1 ? .22 : .38;
        store.save(
            window(new MonitoringWindow(Period.WEEK, start), back > 2 ? 2 : 3, drift, clock));
      }
    }
    for (int back = 9; back >= 0; back--) {
      MonitoringWindow day =
          new MonitoringWindow(Period.DAY, LocalDate.of(2026, 11, 21).minusDays(back));
      store.save(window(day, 3, back < 3 ? .3 : .02, clock));
    }
    store.save(quiet(clock));
    for (int back = 6; back >= 0; back--) {
      store.save(
          SampleAccuracy.accuracy(3, LAST.end().minusWeeks(back), 1 + .03 * (6 - back), clock));
    }
    store.save(SampleAccuracy.accuracy(2, LocalDate.of(2026, 10, 30), 1.02, clock));
  }

  private static WindowReport window(MonitoringWindow w, long version, double drift, Clock clock) {
    double wobble = Math.sin(w.start().toEpochDay() / 9.0);
    List<DriftMeasure> measures = new ArrayList<>();
    measures.add(
        SampleMeasures.amount(Segment.ALL, 8120, .4 * drift, SampleMeasures.verdict(.4 * drift)));
    measures.add(SampleMeasures.amount(EMAIL, 1942, drift, SampleMeasures.verdict(drift)));
    double follows = .35 * drift; // what email does to a market
    measures.add(
        SampleMeasures.amount(
            new Segment("market", "GB"), 2790, follows, SampleMeasures.verdict(follows)));
    measures.add(
        SampleMeasures.amount(new Segment("channel", "shop"), 3311, .01 * wobble, Verdict.STABLE));
    measures.add(
        SampleMeasures.amount(new Segment("device", "kiosk"), 31, 0, Verdict.NOT_ENOUGH_DATA));
    measures.add(
        SampleMeasures.share("channel_share", .3 + .01 * wobble, .31, .003, Verdict.STABLE));
    measures.add(
        SampleMeasures.share("new_customers", .081 + .002 * wobble, .08, .004, Verdict.STABLE));
    measures.add(
        SampleMeasures.measure(
            "purchases_against_expectation",
            FeatureRole.CALIBRATION,
            Segment.ALL,
            8120,
            "calibration",
            1.3,
            .19,
            .004,
            0.21 + .01 * wobble,
            .20,
            .008,
            Verdict.STABLE,
            Distribution.NONE));
    measures.add(
        SampleMeasures.measure(
            "predicted_clv",
            FeatureRole.PREDICTION,
            Segment.ALL,
            8120,
            "ks",
            .03 + .2 * drift,
            drift > .1 ? .002 : .3,
            .02 + .3 * drift,
            214.2 * (1 + .3 * drift),
            208.4,
            .3 * drift,
            SampleMeasures.verdict(.3 * drift),
            SampleMeasures.numbers(.3 * drift)));
    measures.add(
        SampleMeasures.measure(
            "predicted_clv",
            FeatureRole.PREDICTION,
            EMAIL,
            1942,
            "ks",
            .03 + .2 * drift,
            drift > .1 ? .004 : .4,
            .02 + .3 * drift,
            188.0 * (1 + .8 * drift),
            184.1,
            .7 * drift,
            drift > .3 ? Verdict.WARN : Verdict.STABLE,
            SampleMeasures.numbers(.6 * drift)));
    measures.add(
        SampleMeasures.measure(
            "age",
            FeatureRole.STOCK,
            Segment.ALL,
            8120,
            "ks",
            .08,
            .0004,
            .12,
            31.2,
            28.9,
            -.013,
            Verdict.WARN,
            SampleMeasures.numbers(.12)));
    measures.add(
        SampleMeasures.measure(
            "recency",
            FeatureRole.STOCK,
            Segment.ALL,
            8120,
            "ks",
            .06,
            .01,
            .08,
            14.1,
            13.2,
            .006,
            Verdict.STABLE,
            SampleMeasures.numbers(.05)));
    return new WindowReport(
        "retail",
        version,
        w,
        w.end().atTime(2, 10).toInstant(ZoneOffset.UTC),
        41_203,
        8_120,
        measures,
        mix(),
        deciles(w),
        quality());
  }

  static List<MixCell> mix() {
    String[] stages = {"New", "Growing", "Established", "Loyal"};
    String[] statuses = {"Active", "Lagging", "Dormant", "Churn-risk"};
    long[][] customers = {
      {940, 610, 0, 0}, {420, 380, 190, 0}, {510, 470, 388, 512}, {690, 640, 720, 1650}
    };
    double[][] reference = {
      {.132, .071, 0, 0}, {.055, .049, .024, 0}, {.066, .060, .049, .063}, {.085, .080, .089, .177}
    };
    List<MixCell> cells = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        if (customers[i][j] > 0) {
          cells.add(new MixCell(stages[i], statuses[j], customers[i][j], reference[i][j]));
        }
      }
    }
    return cells;
  }

  private static List<CalibrationDecile> deciles(MonitoringWindow w) {
    double[] predicted = {.01, .012, .018, .021, .03, .041, .062, .094, .15, .43};
    List<CalibrationDecile> deciles = new ArrayList<>();
    for (int i = 0; i < predicted.length; i++) {
      double actual = predicted[i] * (1 + .16 * Math.sin(i + w.start().toEpochDay() / 14.0));
      double half = 1.96 * Math.sqrt(actual / 812);
      deciles.add(
          new CalibrationDecile(
              i + 1, 812, predicted[i], actual, Math.max(0, actual - half), actual + half));
    }
    return deciles;
  }

  private static TreeMap<String, Long> quality() {
    TreeMap<String, Long> quality = new TreeMap<>();
    quality.put("missing", 87L);
    quality.put("out of range", 3L);
    quality.put("duplicate", 412L);
    quality.put("late", 1_204L);
    quality.put("future-dated", 0L);
    quality.put("unknown currency", 2L);
    return quality;
  }

  /** A model whose only window has too few customers. */
  private static WindowReport quiet(Clock clock) {
    return new WindowReport(
        "first-purchase",
        2,
        LAST,
        clock.instant(),
        61,
        58,
        List.of(SampleMeasures.amount(Segment.ALL, 58, 0, Verdict.NOT_ENOUGH_DATA)),
        List.of(new MixCell("New", "Active", 58, 1)),
        List.of(),
        new TreeMap<>());
  }
}
