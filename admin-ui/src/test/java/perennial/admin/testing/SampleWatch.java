package perennial.admin.testing;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
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
import perennial.registry.monitoring.MonitoringStore;
import perennial.registry.monitoring.WindowReport;

/** Windows and accuracies as the worker would have kept them, with figures like a real shop's. */
final class SampleWatch {
  static final Segment EMAIL = new Segment("channel", "email");
  static final MonitoringWindow LAST = new MonitoringWindow(Period.WEEK, LocalDate.of(2026, 11, 9));

  private static final int WEEKS = 20;
  private static final List<String> AMOUNTS =
      List.of(
          "0",
          "to 8",
          "8 to 14",
          "14 to 19",
          "19 to 25",
          "25 to 34",
          "34 to 45",
          "45 to 61",
          "61 to 90",
          "90 to 160",
          "over 160");
  private static final double[] FLAT = {.04, .1, .1, .1, .1, .1, .1, .1, .1, .1, .06};

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
      store.save(accuracy(3, LAST.end().minusWeeks(back), 1 + .03 * (6 - back), clock));
    }
    store.save(accuracy(2, LocalDate.of(2026, 10, 30), 1.02, clock));
  }

  private static WindowReport window(MonitoringWindow w, long version, double drift, Clock clock) {
    double wobble = Math.sin(w.start().toEpochDay() / 9.0);
    List<DriftMeasure> measures = new ArrayList<>();
    measures.add(amount(Segment.ALL, 8120, .4 * drift, verdict(.4 * drift)));
    measures.add(amount(EMAIL, 1942, drift, verdict(drift)));
    double follows = .35 * drift; // what email does to a market
    measures.add(amount(new Segment("market", "GB"), 2790, follows, verdict(follows)));
    measures.add(amount(new Segment("channel", "shop"), 3311, .01 * wobble, Verdict.STABLE));
    measures.add(amount(new Segment("device", "kiosk"), 31, 0, Verdict.NOT_ENOUGH_DATA));
    measures.add(share("channel_share", .3 + .01 * wobble, .31, .003, Verdict.STABLE));
    measures.add(share("new_customers", .081 + .002 * wobble, .08, .004, Verdict.STABLE));
    measures.add(
        measure(
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
        measure(
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
            verdict(.3 * drift),
            numbers(.3 * drift)));
    measures.add(
        measure(
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
            numbers(.6 * drift)));
    measures.add(
        measure(
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
            numbers(.12)));
    measures.add(
        measure(
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
            numbers(.05)));
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

  private static Verdict verdict(double drift) {
    return drift >= .25 ? Verdict.ALARM : drift >= .1 ? Verdict.WARN : Verdict.STABLE;
  }

  private static DriftMeasure amount(Segment segment, long n, double drift, Verdict verdict) {
    return measure(
        "purchase_amount",
        FeatureRole.FLOW,
        segment,
        n,
        "ks",
        .02 + .5 * drift,
        drift > .05 ? 1e-13 : .41,
        .012 + drift,
        36.4 * (1 + 1.9 * drift),
        36.4,
        drift,
        verdict,
        numbers(drift));
  }

  private static DriftMeasure share(
      String feature, double now, double before, double effect, Verdict verdict) {
    Distribution channels =
        new Distribution(
            List.of("email", "shop", "marketplace", "paid social"),
            List.of(before, .35, .2, .45 - before),
            List.of(now, .355, .195, .45 - now));
    return measure(
        feature,
        FeatureRole.FLOW,
        Segment.ALL,
        8120,
        "chi-square",
        2.2,
        .52,
        .006,
        now,
        before,
        effect,
        verdict,
        channels);
  }

  /** Moves weight to the upper bins. */
  private static Distribution numbers(double drift) {
    List<Double> reference = new ArrayList<>();
    List<Double> window = new ArrayList<>();
    double sum = 0;
    for (int i = 0; i < FLAT.length; i++) {
      double share = FLAT[i] * Math.exp(4 * drift * (i - 5) / 5.0) * (1 + .04 * Math.sin(3 * i));
      reference.add(FLAT[i]);
      window.add(share);
      sum += share;
    }
    double total = sum;
    return new Distribution(AMOUNTS, reference, window.stream().map(s -> s / total).toList());
  }

  private static DriftMeasure measure(
      String feature,
      FeatureRole role,
      Segment segment,
      long n,
      String test,
      double statistic,
      double p,
      double psi,
      double mean,
      double referenceMean,
      double effect,
      Verdict verdict,
      Distribution distribution) {
    boolean categories = test.equals("calibration");
    return new DriftMeasure(
        feature,
        role,
        segment,
        n,
        20_144,
        test,
        statistic,
        p,
        Math.min(1, 3 * p),
        categories ? OptionalDouble.empty() : OptionalDouble.of(psi),
        categories ? OptionalDouble.empty() : OptionalDouble.of(.0016),
        categories ? OptionalDouble.empty() : OptionalDouble.of(40.0 / n),
        OptionalDouble.of(.11),
        OptionalDouble.of(.03),
        .004,
        .002,
        OptionalDouble.of(referenceMean),
        OptionalDouble.of(mean),
        OptionalDouble.of(effect),
        verdict,
        distribution);
  }

  private static List<MixCell> mix() {
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
        List.of(amount(Segment.ALL, 58, 0, Verdict.NOT_ENOUGH_DATA)),
        List.of(new MixCell("New", "Active", 58, 1)),
        List.of(),
        new TreeMap<>());
  }

  private static AccuracyReport accuracy(long version, LocalDate asOf, double worse, Clock clock) {
    double[] holdout = {.131, .343, .585};
    int[] weeks = {4, 13, 26};
    List<MaturedAccuracy> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      long n = new long[] {7_904, 5_120, 160}[i];
      all.add(matured(Segment.ALL, weeks[i], n, holdout[i], worse));
      if (i < 2) {
        for (MixCell cell : mix()) {
          String crossed = cell.stage() + " x " + cell.status();
          all.add(
              matured(
                  new Segment("stage x status", crossed),
                  weeks[i],
                  cell.customers(),
                  holdout[i] * (cell.status().equals("Active") ? 1.6 : .7),
                  cell.status().equals("Lagging") ? worse * 1.13 : worse * .98));
        }
        all.add(matured(EMAIL, weeks[i], 1_820, holdout[i], worse * 1.06));
        all.add(matured(new Segment("market", "NL"), weeks[i], 120, holdout[i], 1));
        all.add(unjudged(matured(new Segment("device", "tablet"), weeks[i], 640, holdout[i], 1)));
      }
    }
    return new AccuracyReport("retail", version, asOf, clock.instant(), all);
  }

  /** A segment that the version's holdout says nothing of. */
  private static MaturedAccuracy unjudged(MaturedAccuracy a) {
    return new MaturedAccuracy(
        a.segment(),
        a.weeks(),
        a.customers(),
        a.meanPredicted(),
        a.meanActual(),
        a.mae(),
        a.maeLow(),
        a.maeHigh(),
        a.bias(),
        a.biasLow(),
        a.biasHigh(),
        a.valuePredicted(),
        a.valueActual(),
        OptionalDouble.empty(),
        Verdict.NOT_ENOUGH_DATA);
  }

  private static MaturedAccuracy matured(
      Segment segment, int weeks, long n, double holdout, double worse) {
    double mae = holdout * worse;
    double half = mae * 2.4 / Math.sqrt(n);
    Verdict verdict =
        n < 200
            ? Verdict.NOT_ENOUGH_DATA
            : mae - half > holdout * 1.2
                ? Verdict.ALARM
                : mae - half > holdout * 1.1 ? Verdict.WARN : Verdict.STABLE;
    return new MaturedAccuracy(
        segment,
        weeks,
        n,
        holdout * .8,
        holdout * .82,
        mae,
        mae - half,
        mae + half,
        -.02 * holdout,
        -.02 * holdout - half,
        -.02 * holdout + half,
        31.2 * weeks / 13,
        32.0 * weeks / 13,
        OptionalDouble.of(holdout),
        verdict);
  }
}
