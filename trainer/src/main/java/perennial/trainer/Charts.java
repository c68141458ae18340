package perennial.trainer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import perennial.evaluation.charts.CohortExpectation;
import perennial.evaluation.charts.GainCurve;
import perennial.evaluation.charts.HeatMap;
import perennial.evaluation.charts.HeatMapAxes;
import perennial.evaluation.charts.Tracking;
import perennial.evaluation.charts.TrackingCalendar;
import perennial.evaluation.charts.VersionCharts;
import perennial.model.BtydModel;
import perennial.model.Traits;
import perennial.monitoring.CalibrationDeciles;
import perennial.monitoring.MonitoringSettings;
import perennial.trainer.transactions.Histories;
import perennial.trainer.transactions.HistoryRow;
import perennial.trainer.transactions.HistoryTraits;
import perennial.trainer.transactions.Window;

/** Computes what the page of a version draws, from the customers it was trained on. */
final class Charts {
  /** Horizon of the heat map of a model that no holdout judges: a year. */
  private static final int YEAR = 365;

  private Charts() {}

  /** Actual beside expected purchases, through the calibration and the holdout if there is one. */
  static Tracking tracking(BtydModel model, Window window, Histories histories) {
    double[] age = histories.age();
    int oldest = (int) Arrays.stream(age).max().orElseThrow();
    TrackingCalendar calendar =
        new TrackingCalendar(
            window.observationEnd().minusDays(oldest),
            window.observationEnd(),
            window.holdoutDays());
    CohortExpectation cohort = new CohortExpectation(model.timeUnit());
    Arrivals.addTo(cohort, model, histories, age, oldest);
    return Tracking.of(
        cohort,
        calendar,
        histories.repeatPurchasesFrom(calendar.firstDay(), oldest + window.holdoutDays() + 1));
  }

  /**
   * Everything that judges a fit.
   *
   * @param groupColumn what the groups of customers are, if the model has any
   * @param predicted expected purchases in the holdout by customer
   */
  static VersionCharts judged(
      BtydModel model,
      Window window,
      Histories histories,
      Optional<String> groupColumn,
      double[] predicted) {
    double[] purchases = Arrays.stream(histories.holdoutPurchases()).asDoubleStream().toArray();
    List<GainCurve> gains =
        Stream.of(
                GainCurve.of("purchases", predicted, purchases),
                GainCurve.of("value", value(model, histories, predicted), histories.holdoutSpend()))
            .flatMap(Optional::stream)
            .toList();
    return new VersionCharts(
        Optional.of(tracking(model, window, histories)),
        gains,
        CalibrationDeciles.of(predicted, purchases, MonitoringSettings.DEFAULT),
        SegmentCharts.of(histories, groupColumn, predicted, purchases),
        Optional.empty());
  }

  /** Expected net value in the holdout, undiscounted and whatever the margin. */
  private static double[] value(BtydModel model, Histories histories, double[] predicted) {
    int[] x = histories.repeatPurchases();
    double[] recency = histories.recency();
    double[] age = histories.age();
    double[] value = new double[predicted.length];
    for (int i = 0; i < value.length; i++) {
      Traits traits = histories.traits().isEmpty() ? Traits.NONE : histories.traits().get().of(i);
      HistoryRow row =
          new HistoryRow(
              x[i],
              (int) recency[i],
              (int) age[i],
              0,
              0,
              histories.firstSpend(i),
              histories.repeatSpend(i),
              0);
      value[i] =
          predicted[i]
              * model
                  .spend()
                  .expectedSpend(
                      row.history(model.spendOrders()).with(traits), model.spendOrders());
    }
    return value;
  }

  /**
   * The heat map of the registered model.
   *
   * @param histories that it was fitted to
   * @param holdoutDays of the run; 0 for none
   */
  static HeatMap heatMap(BtydModel model, Histories histories, int holdoutDays) {
    double[] weight = new double[histories.size()];
    Arrays.fill(weight, 1);
    int horizon = holdoutDays == 0 || holdoutDays > 3650 ? YEAR : holdoutDays;
    HeatMapAxes axes =
        HeatMapAxes.around(
            model.timeUnit(), horizon, histories.repeatPurchases(), histories.age(), weight);
    return HeatMap.of(
        model,
        axes,
        histories.traits().map(t -> means(model, t, histories.size())).orElse(Map.of()));
  }

  private static Map<String, Double> means(BtydModel model, HistoryTraits traits, int size) {
    int[] all = IntStream.range(0, size).toArray();
    Map<String, Double> means = new HashMap<>();
    for (String name : model.covariateNames()) {
      means.put(name, Arrays.stream(traits.column(name, all)).average().orElse(0));
    }
    return means;
  }
}
