package perennial.trainer;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import perennial.evaluation.Baselines;
import perennial.evaluation.HoldoutEvaluation;
import perennial.evaluation.HoldoutMeasures;
import perennial.evaluation.HoldoutReport;
import perennial.model.BtydModel;
import perennial.trainer.transactions.Histories;
import perennial.trainer.transactions.Window;

/** Judges a fit on the days after its observation end. */
final class Holdout {
  private Holdout() {}

  static HoldoutReport judge(BtydModel model, Window window, Histories histories) {
    int[] x = histories.repeatPurchases();
    int[] actual = histories.holdoutPurchases();
    double[] age = histories.age();
    double[] predicted = predict(model, x, histories.recency(), age, window.holdoutDays());
    SortedMap<String, HoldoutMeasures> baselines = new TreeMap<>();
    baselines.put(
        Baselines.REPEAT_LAST_PERIOD,
        HoldoutEvaluation.measures(
            Baselines.repeatLastPeriod(histories.recentPurchases()), actual));
    baselines.put(
        Baselines.HISTORICAL_AVERAGE,
        HoldoutEvaluation.measures(
            Baselines.historicalAverage(x, age, window.holdoutDays()), actual));
    return new HoldoutReport(
        window.holdoutDays(),
        window.holdoutEnd(),
        histories.size(),
        Arrays.stream(actual).asLongStream().sum(),
        HoldoutEvaluation.measures(predicted, actual),
        baselines,
        HoldoutEvaluation.byFrequency(x, predicted, actual),
        HoldoutEvaluation.byDecile(predicted, actual));
  }

  private static double[] predict(
      BtydModel model, int[] x, double[] recency, double[] age, int days) {
    double unit = model.timeUnit().days();
    double[] predicted = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      predicted[i] =
          model.purchases().expectedPurchases(x[i], recency[i] / unit, age[i] / unit, days / unit);
    }
    return predicted;
  }
}
