package perennial.trainer.transactions;

import perennial.model.CustomerHistory;
import perennial.model.SpendOrders;

/**
 * One customer's history with what lies around it.
 *
 * @param repeatPurchases distinct purchase days after the first
 * @param recency days from the first purchase to the last
 * @param age days from the first purchase to the observation end
 * @param holdoutPurchases purchase days in the holdout
 * @param recentPurchases repeat purchase days in as many days before the observation end
 * @param firstSpend net value of the first purchase day
 * @param repeatSpend net value of the repeat purchase days
 * @param holdoutSpend value of what was bought in the holdout, less what was refunded in it
 */
public record HistoryRow(
    int repeatPurchases,
    int recency,
    int age,
    int holdoutPurchases,
    int recentPurchases,
    double firstSpend,
    double repeatSpend,
    double holdoutSpend) {

  /** Net value of the purchases that the convention counts. */
  public double spend(SpendOrders orders) {
    return orders == SpendOrders.REPEAT ? repeatSpend : firstSpend + repeatSpend;
  }

  /**
   * The history a model predicts from. A mean spend that is not positive is given as 0, since a
   * history's money is never negative.
   */
  public CustomerHistory history(SpendOrders orders) {
    int count = orders.count(repeatPurchases);
    double mean = count == 0 ? 0 : Math.max(0, spend(orders) / count);
    return new CustomerHistory(repeatPurchases, recency, age, mean);
  }
}
