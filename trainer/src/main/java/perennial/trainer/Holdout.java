package perennial.trainer;

import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import perennial.evaluation.Baselines;
import perennial.evaluation.HoldoutEvaluation;
import perennial.evaluation.HoldoutMeasures;
import perennial.evaluation.HoldoutReport;
import perennial.model.BtydModel;
import perennial.model.PurchaseModel;
import perennial.model.Traits;
import perennial.monitoring.HoldoutErrors;
import perennial.trainer.transactions.Histories;
import perennial.trainer.transactions.HistoryTraits;
import perennial.trainer.transactions.Window;

/** Judges a fit on the days after its observation end. */
public final class Holdout {
  private Holdout() {}

  /**
   * A judgement with what it judged.
   *
   * @param predicted expected purchases by customer
   */
  @SuppressWarnings("ArrayRecordComponent") // read here only, never compared
  record Judged(HoldoutReport report, double[] predicted) {}

  static Judged judge(BtydModel model, Window window, Histories histories) {
    int[] x = histories.repeatPurchases();
    int[] actual = histories.holdoutPurchases();
    double[] age = histories.age();
    double[] predicted = predict(model, histories, window.holdoutDays());
    SortedMap<String, HoldoutMeasures> baselines = new TreeMap<>();
    baselines.put(
        Baselines.REPEAT_LAST_PERIOD,
        HoldoutEvaluation.measures(
            Baselines.repeatLastPeriod(histories.recentPurchases()), actual));
    baselines.put(
        Baselines.HISTORICAL_AVERAGE,
        HoldoutEvaluation.measures(
            Baselines.historicalAverage(x, age, window.holdoutDays()), actual));
    Baselines.nbd(x, age, window.holdoutDays())
        .ifPresent(nbd -> baselines.put(Baselines.NBD, HoldoutEvaluation.measures(nbd, actual)));
    HoldoutReport report =
        new HoldoutReport(
            window.holdoutDays(),
            window.holdoutEnd(),
            histories.size(),
            Arrays.stream(actual).asLongStream().sum(),
            HoldoutEvaluation.measures(predicted, actual),
            baselines,
            HoldoutEvaluation.byFrequency(x, predicted, actual),
            HoldoutEvaluation.byDecile(predicted, actual));
    return new Judged(report, predicted);
  }

  /** Absolute errors of the purchases of these days after the observation end. */
  static HoldoutErrors errors(BtydModel model, Histories histories, int days) {
    return HoldoutErrors.of(predict(model, histories, days), histories.holdoutPurchases());
  }

  /**
   * Expected purchases of each customer in the days after the histories' end.
   *
   * @throws perennial.model.IllegalHistory when the model needs facts that the histories lack
   */
  public static double[] predict(BtydModel model, Histories histories, int days) {
    double unit = model.timeUnit().days();
    int[] x = histories.repeatPurchases();
    double[] recency = histories.recency();
    double[] age = histories.age();
    Optional<HistoryTraits> traits = histories.traits();
    double[] predicted = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      PurchaseModel process =
          traits.isEmpty() ? model.purchasesOf(Traits.NONE) : model.purchasesOf(traits.get().of(i));
      predicted[i] = process.expectedPurchases(x[i], recency[i] / unit, age[i] / unit, days / unit);
    }
    return predicted;
  }
}
