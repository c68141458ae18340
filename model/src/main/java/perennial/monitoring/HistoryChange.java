package perennial.monitoring;

import perennial.model.CustomerHistory;
import perennial.model.IllegalHistory;

/** How a customer's history changes when one feature has another value. */
@FunctionalInterface
public interface HistoryChange {
  /** The mean spend itself is the feature. */
  HistoryChange MEAN_SPEND =
      (history, from, to) ->
          new CustomerHistory(
              history.repeatPurchases(), history.recency(), history.age(), to, history.traits());

  /** The feature is an amount that mean spend is in proportion to, such as that of a purchase. */
  HistoryChange PURCHASE_AMOUNT =
      (history, from, to) ->
          from > 0
              ? MEAN_SPEND.apply(
                  history, from, Math.min(history.meanSpend() * (to / from), Double.MAX_VALUE))
              : history;

  /**
   * @param from the customer's value
   * @param to the value instead
   * @throws IllegalHistory when no customer can be like that
   */
  CustomerHistory apply(CustomerHistory history, double from, double to);
}
