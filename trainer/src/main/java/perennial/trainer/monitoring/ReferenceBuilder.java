package perennial.trainer.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import perennial.model.BatchPredictor;
import perennial.model.BtydModel;
import perennial.model.CustomerHistory;
import perennial.model.Horizons;
import perennial.model.Traits;
import perennial.monitoring.CategoricalReference;
import perennial.monitoring.HoldoutErrors;
import perennial.monitoring.Lifecycle;
import perennial.monitoring.NumericReference;
import perennial.monitoring.Period;
import perennial.monitoring.ReferenceProfile;
import perennial.registry.monitoring.VersionReference;
import perennial.trainer.transactions.Histories;
import perennial.trainer.transactions.HistoryTraits;
import perennial.trainer.transactions.LogSource;

/** Freezes what a version saw and said when it was trained. */
public final class ReferenceBuilder {
  /** More customers are taken evenly: their order depends on nothing but their ids. */
  private static final int MOST_CUSTOMERS = 200_000;

  private ReferenceBuilder() {}

  /**
   * The reference of a version.
   *
   * @param histories that the registered model was fitted to
   * @param source of them; one that knows single purchases gives flows too
   * @param holdoutErrors by weeks, of the model that the holdout judged
   */
  public static VersionReference of(
      BtydModel model,
      Histories histories,
      LogSource source,
      SortedMap<Integer, HoldoutErrors> holdoutErrors) {
    List<NumericReference> numbers = new ArrayList<>();
    List<CategoricalReference> categories = new ArrayList<>();
    base(model, histories).addTo(numbers, categories);
    for (Period period : Period.values()) {
      ReferenceFlows.read(source, model.observationEnd(), period).addTo(numbers, categories);
    }
    return VersionReference.of(new ReferenceProfile(numbers, categories), holdoutErrors);
  }

  private static ReferenceBase base(BtydModel model, Histories histories) {
    ReferenceBase base = new ReferenceBase(model, Lifecycle.DEFAULT);
    BatchPredictor predictor = new BatchPredictor(model, Horizons.ofDays(BaseFeature.HORIZON_DAYS));
    Optional<HistoryTraits> traits = histories.traits();
    int[] x = histories.repeatPurchases();
    double[] recency = histories.recency();
    double[] age = histories.age();
    int step = (histories.size() + MOST_CUSTOMERS - 1) / MOST_CUSTOMERS;
    for (int i = 0; i < histories.size(); i += step) {
      int at = i;
      int count = model.spendOrders().count(x[i]);
      double spend = histories.repeatSpend(i) + (count > x[i] ? histories.firstSpend(i) : 0);
      CustomerHistory history =
          new CustomerHistory(
              x[i],
              recency[i],
              age[i],
              count == 0 ? 0 : Math.max(0, spend / count),
              traits.map(t -> t.of(at)).orElse(Traits.NONE));
      base.add(history, predictor.predict(history));
    }
    return base;
  }
}
