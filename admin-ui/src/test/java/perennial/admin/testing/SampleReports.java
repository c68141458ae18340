package perennial.admin.testing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import perennial.evaluation.CalibrationGroup;
import perennial.evaluation.DataReport;
import perennial.evaluation.FitReport;
import perennial.evaluation.HoldoutMeasures;
import perennial.evaluation.HoldoutReport;
import perennial.evaluation.TrainingReport;
import perennial.model.BtydModel;
import perennial.model.Covariance;
import perennial.model.GammaGamma;
import perennial.model.MbgNbd;
import perennial.model.Provenance;
import perennial.model.SpendOrders;
import perennial.model.TimeUnit;
import perennial.model.ValueTerms;
import perennial.registry.ChartsJson;
import perennial.registry.NewVersion;

/** Versions as a training run would register them, with figures like those of a real shop. */
public final class SampleReports {
  private static final double[] ACTUAL_BY_FREQUENCY = {
    .237, .697, 1.39, 1.56, 2.53, 2.95, 3.86, 6.36
  };
  private static final double[] ACTUAL_BY_DECILE = {
    .11, .12, .19, .20, .24, .31, .55, .81, 1.36, 4.09
  };
  private static final long[] BY_FREQUENCY = {1411, 439, 214, 100, 62, 38, 29, 64};
  private static final ValueTerms TERMS = new ValueTerms("USD", 0.10, 1);

  private SampleReports() {}

  /** What differs between versions. */
  public record Shape(
      double shift,
      LocalDate end,
      long customers,
      int holdoutDays,
      double mae,
      double off,
      boolean charts) {}

  public static NewVersion version(String model, Shape s, String actor, Instant fittedAt) {
    MbgNbd purchases =
        new MbgNbd(
            .52484307 * (1 + s.shift()),
            6.18308471 * (1 + .6 * s.shift()),
            .89135955 * (1 - .8 * s.shift()),
            1.6140029 * (1 - .5 * s.shift()));
    double[] errors = {.083268, .695619, .154789, .537491};
    GammaGamma spend = new GammaGamma(6.2493 * (1 + s.shift()), 3.7443, 15.4443);
    BtydModel fitted =
        new BtydModel(
            purchases,
            diagonal(errors),
            spend,
            diagonal(1.189, .2901, 2.3305),
            SpendOrders.REPEAT,
            TimeUnit.WEEK,
            TERMS,
            s.end());
    TrainingReport report = report(purchases, errors, spend, s, model.equals("first-purchase"));
    NewVersion version =
        new NewVersion(model, fitted, provenance(s, fittedAt), metrics(report), report, actor);
    return s.charts()
        ? version.withAttachment(
            ChartsJson.ATTACHMENT,
            ChartsJson.write(
                SampleCharts.of(fitted, report.holdout().orElseThrow(), s.end(), s.off())))
        : version;
  }

  private static Covariance diagonal(double... errors) {
    int n = errors.length;
    double[] rows = new double[n * n];
    for (int i = 0; i < n; i++) {
      rows[i * n + i] = errors[i] * errors[i];
    }
    return Covariance.ofRowMajor(rows);
  }

  private static TrainingReport report(
      MbgNbd purchases, double[] errors, GammaGamma spend, Shape s, boolean effects) {
    FitReport.Spend spendFit =
        new FitReport.Spend(
            s.customers() * 2 / 5,
            named(new String[] {"p", "q", "gamma"}, spend.p(), spend.q(), spend.gamma()),
            named(new String[] {"p", "q", "gamma"}, 1.189, .2901, 2.3305),
            -4055.917695,
            true,
            .113888,
            List.of());
    FitReport plain = fit(purchases, errors, s, s.end(), spendFit);
    FitReport refit = effects ? SampleEffects.in(plain) : plain;
    FitReport calibration = fit(purchases, errors, s, s.end().minusDays(s.holdoutDays()), spendFit);
    return new TrainingReport(
        "mbg-nbd",
        TimeUnit.WEEK,
        SpendOrders.REPEAT,
        TERMS,
        data(s),
        calibration,
        s.holdoutDays() == 0 ? Optional.empty() : Optional.of(holdout(s)),
        s.holdoutDays() == 0 ? Optional.empty() : Optional.of(refit));
  }

  private static FitReport fit(
      MbgNbd m, double[] errors, Shape s, LocalDate end, FitReport.Spend spend) {
    String[] names = {"r", "alpha", "a", "b"};
    return new FitReport(
        end,
        s.customers(),
        named(names, m.r(), m.alpha(), m.a(), m.b()),
        named(names, errors),
        -9582.135716 * s.customers() / 2357,
        19172.2714 * s.customers() / 2357,
        19195.3324 * s.customers() / 2357,
        true,
        3.1e-10,
        List.of(),
        spend);
  }

  private static SequencedMap<String, Double> named(String[] names, double... values) {
    SequencedMap<String, Double> map = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      map.put(names[i], values[i]);
    }
    return map;
  }

  private static DataReport data(Shape s) {
    SortedMap<String, Long> dropped = new TreeMap<>(Map.of("no customer", 135_080L));
    return new DataReport(
        "sales-2026.csv.gz",
        541_909,
        397_924,
        s.customers(),
        12_427,
        LocalDate.of(2025, 12, 1),
        s.end(),
        "Europe/London",
        dropped,
        new DataReport.Refunds(8_905, 8_602, 303, 33, 55));
  }

  private static HoldoutReport holdout(Shape s) {
    long actual = Math.round(s.customers() * .7985);
    SortedMap<String, HoldoutMeasures> baselines = new TreeMap<>();
    baselines.put(
        "historical-average", new HoldoutMeasures(actual * 1.557, 1.0410, 1.8595, .4445, .5210));
    baselines.put(
        "repeat-last-period", new HoldoutMeasures(actual * 1.306, .8903, 2.0131, .2440, .5012));
    HoldoutMeasures ours =
        new HoldoutMeasures(
            actual * (1 + s.off()),
            s.mae(),
            s.mae() + .8424,
            .7985 * s.off(),
            .6115 - (s.mae() - .7648));
    return new HoldoutReport(
        s.holdoutDays(),
        s.end(),
        s.customers(),
        actual,
        ours,
        baselines,
        groups(s, ACTUAL_BY_FREQUENCY, true),
        groups(s, ACTUAL_BY_DECILE, false));
  }

  private static List<CalibrationGroup> groups(Shape s, double[] actual, boolean frequency) {
    List<CalibrationGroup> groups = new ArrayList<>();
    for (int i = 0; i < actual.length; i++) {
      double wobble = 1 + s.off() + .11 * Math.sin(2.1 * i + 1);
      String label = frequency ? i == actual.length - 1 ? i + "+" : "" + i : "" + (i + 1);
      long customers = frequency ? BY_FREQUENCY[i] : s.customers() / 10;
      groups.add(new CalibrationGroup(label, customers, actual[i], actual[i] * wobble));
    }
    return groups;
  }

  private static SortedMap<String, Double> metrics(TrainingReport report) {
    SortedMap<String, Double> metrics = new TreeMap<>();
    report
        .holdout()
        .ifPresent(h -> {
          metrics.put("holdout.mae", h.model().mae());
          metrics.put("holdout.mae.low", h.model().mae() - 1.3 / Math.sqrt(h.customers()));
          metrics.put("holdout.mae.high", h.model().mae() + 1.4 / Math.sqrt(h.customers()));
          metrics.put("holdout.rmse", h.model().rmse());
          metrics.put("holdout.bias", h.model().bias());
          metrics.put("holdout.gini", h.model().gini());
        });
    return metrics;
  }

  private static Provenance provenance(Shape s, Instant fittedAt) {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("--family", "mbg-nbd");
    settings.put("--holdout-days", Integer.toString(s.holdoutDays()));
    settings.put("--time-unit", "week");
    settings.put("--time-zone", "Europe/London");
    settings.put("--spend-orders", "repeat");
    return new Provenance(
        "7c1e09b2f4a6d8835b21c09e4f7a6b5d3c2e1f0a9b8c7d6e5f4a3b2c1d0e9f90",
        "sales-2026.csv.gz",
        397_924,
        s.customers(),
        LocalDate.of(2025, 12, 1),
        s.end(),
        settings,
        0,
        "4f2c1a9",
        "25.0.1 Eclipse Adoptium",
        "Linux 6.1 amd64",
        fittedAt);
  }
}
