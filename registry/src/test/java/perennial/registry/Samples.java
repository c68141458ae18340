package perennial.registry;

import java.time.Instant;
import java.time.LocalDate;
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
import perennial.model.BgNbd;
import perennial.model.BtydModel;
import perennial.model.ClvModel;
import perennial.model.Covariance;
import perennial.model.GammaGamma;
import perennial.model.MbgNbd;
import perennial.model.Provenance;
import perennial.model.PurchaseModel;
import perennial.model.SpendOrders;
import perennial.model.TimeUnit;
import perennial.model.ValueTerms;

/** Models and what belongs to them, with plausible numbers. */
final class Samples {
  static final LocalDate OBSERVATION_END = LocalDate.of(1997, 9, 30);
  private static final ValueTerms TERMS = new ValueTerms("USD", 0.10, 0.35);

  private Samples() {}

  /** Of the CDNOW data; {@code r} tells models apart. */
  static ClvModel model(double r) {
    return model(new MbgNbd(r, 6.183, 0.891, 1.614), SpendOrders.REPEAT, TimeUnit.WEEK);
  }

  static ClvModel model(PurchaseModel purchases, SpendOrders orders, TimeUnit unit) {
    return new BtydModel(
        purchases,
        covariance(purchases.parameters().length),
        new GammaGamma(6.25, 3.74, 15.44),
        covariance(3),
        orders,
        unit,
        TERMS,
        OBSERVATION_END);
  }

  static ClvModel bgNbd() {
    return model(new BgNbd(0.2426, 4.4136, 0.7929, 2.4259), SpendOrders.ALL, TimeUnit.DAY);
  }

  private static Covariance covariance(int n) {
    double[] rowMajor = new double[n * n];
    for (int i = 0; i < rowMajor.length; i++) {
      rowMajor[i] = i % (n + 1) == 0 ? 0.01 + i : 1e-4 / 3;
    }
    return Covariance.ofRowMajor(rowMajor);
  }

  static NewVersion version(String model, double r, String actor) {
    return new NewVersion(model, model(r), provenance(), metrics(), report(), actor);
  }

  static Provenance provenance() {
    SortedMap<String, String> settings = new TreeMap<>(Map.of("family", "mbg-nbd", "margin", "1"));
    return new Provenance(
        "ab".repeat(32),
        "cdnow.csv",
        6919,
        2357,
        LocalDate.of(1997, 1, 1),
        OBSERVATION_END,
        settings,
        Long.MAX_VALUE,
        "0123abc",
        "25 Temurin",
        "Linux 6.1 amd64",
        Instant.parse("2026-03-29T01:59:59.123456Z"));
  }

  static SortedMap<String, Double> metrics() {
    return new TreeMap<>(Map.of("holdout.mae", 0.1 + 0.2, "holdout.gini", 1e-300));
  }

  static TrainingReport report() {
    SequencedMap<String, Double> parameters = new LinkedHashMap<>();
    parameters.put("r", 0.525);
    parameters.put("alpha", 6.183); // not in the order of the alphabet
    parameters.put("a", 0.891);
    parameters.put("b", 1.614);
    FitReport fit =
        new FitReport(
            OBSERVATION_END,
            2357,
            parameters,
            parameters,
            -9582.1,
            19172.2,
            19195.4,
            true,
            1e-9,
            List.of(),
            spend());
    DataReport data =
        new DataReport(
            "cdnow.csv",
            6919,
            6919,
            2357,
            4000,
            LocalDate.of(1997, 1, 1),
            LocalDate.of(1998, 6, 30),
            "UTC",
            new TreeMap<>(Map.of("no customer", 3L)),
            new DataReport.Refunds(5, 3, 2, 1, 0));
    return new TrainingReport(
        "mbg-nbd",
        TimeUnit.WEEK,
        SpendOrders.REPEAT,
        TERMS,
        data,
        fit,
        Optional.of(holdout()),
        Optional.empty());
  }

  private static FitReport.Spend spend() {
    SequencedMap<String, Double> parameters = new LinkedHashMap<>();
    parameters.put("q", 3.74);
    parameters.put("p", 6.25);
    return new FitReport.Spend(
        946, parameters, Map.of(), -4055.9, true, 0.11, List.of("a \"quoted\" warning: ümläut"));
  }

  private static HoldoutReport holdout() {
    HoldoutMeasures measures = new HoldoutMeasures(1500.5, 0.7, 1.6, -0.05, 0.6);
    return new HoldoutReport(
        273,
        LocalDate.of(1998, 6, 30),
        2357,
        1788,
        measures,
        new TreeMap<>(Map.of("repeat-last-period", measures)),
        List.of(new CalibrationGroup("7+", 100, 4.5, 4.4)),
        List.of());
  }
}
