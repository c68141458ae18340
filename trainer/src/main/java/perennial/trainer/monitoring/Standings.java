package perennial.trainer.monitoring;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import perennial.model.BatchPredictor;
import perennial.model.BtydModel;
import perennial.model.CustomerHistory;
import perennial.model.Horizons;
import perennial.model.IllegalHistory;
import perennial.model.Prediction;
import perennial.model.SpendOrders;
import perennial.monitoring.Lifecycle;
import perennial.monitoring.MonitoringWindow;
import perennial.registry.ledger.BulkLedger.Standing;

/**
 * Goes through the customers as they stood before a window: what the version expected of them, and
 * what it predicts for them. For one thread.
 */
final class Standings {
  private final BtydModel model;
  private final CustomerFacts facts;
  private final MonitoringWindow window;
  private final Lifecycle lifecycle;
  private final BatchPredictor predictor;
  private final BaseCounts base;
  private final Expectations expectations;
  private final Set<String> wanted;
  private final Map<String, CustomerHistory> histories = new HashMap<>();

  /**
   * @param facts of the customers
   * @param wanted customers whose histories are kept
   */
  Standings(
      BtydModel model,
      CustomerFacts facts,
      MonitoringWindow window,
      Lifecycle lifecycle,
      BaseCounts base,
      Set<String> wanted) {
    this.model = model;
    this.facts = facts;
    this.window = window;
    this.lifecycle = lifecycle;
    this.predictor =
        new BatchPredictor(
            model, Horizons.ofDays(window.period().days(), BaseFeature.HORIZON_DAYS));
    this.base = base;
    this.expectations = new Expectations(window.period());
    this.wanted = wanted;
  }

  void add(Standing standing) {
    CustomerHistory history =
        history(standing, window.start().minusDays(1), model.spendOrders())
            .with(facts.of(standing));
    base.standing(history);
    Prediction prediction;
    try {
      prediction = predictor.predict(history);
    } catch (IllegalHistory unknownCovariates) {
      return; // nobody asked about this customer: nothing is expected
    }
    if (!facts.needCovariates()) { // else these are whom callers asked about, and not everybody
      base.predicted(history, prediction);
    }
    expectations.add(
        standing.acquisition(),
        lifecycle.stage(history.age()),
        lifecycle.status(history.age() - history.recency()),
        prediction.horizons().getFirst().expectedPurchases(),
        standing.bought());
    if (wanted.contains(standing.customerId())) {
      histories.put(standing.customerId(), history);
    }
  }

  static CustomerHistory history(Standing standing, LocalDate end, SpendOrders orders) {
    long first = standing.firstPurchaseDay().toEpochDay();
    int repeats = standing.purchaseDays() - 1;
    int count = orders.count(repeats);
    double spend = standing.repeatValue() + (orders == SpendOrders.ALL ? standing.firstValue() : 0);
    return new CustomerHistory(
        repeats,
        standing.lastPurchaseDay().toEpochDay() - first,
        end.toEpochDay() - first,
        count == 0 ? 0 : Math.max(0, spend / count));
  }

  Expectations expectations() {
    return expectations;
  }

  /** Of the wanted customers. */
  Map<String, CustomerHistory> histories() {
    return histories;
  }
}
