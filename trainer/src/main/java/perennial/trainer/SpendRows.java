package perennial.trainer;

import java.util.Arrays;
import perennial.model.SpendOrders;
import perennial.trainer.transactions.Histories;

/**
 * Count and mean spend of the customers whose mean is positive: those the spend fit sees.
 *
 * @param customers which they are, by index
 * @param excluded customers with a counted purchase whose mean is zero or negative
 */
record SpendRows(int[] counts, double[] means, int[] customers, long excluded) {
  static SpendRows of(Histories histories, SpendOrders orders) {
    int[] repeats = histories.repeatPurchases();
    int[] counts = new int[repeats.length];
    double[] means = new double[repeats.length];
    int[] customers = new int[repeats.length];
    int rows = 0;
    long excluded = 0;
    for (int i = 0; i < repeats.length; i++) {
      int count = orders.count(repeats[i]);
      double first = orders == SpendOrders.ALL ? histories.firstSpend(i) : 0;
      double spend = histories.repeatSpend(i) + first;
      if (count > 0 && spend > 0) {
        counts[rows] = count;
        customers[rows] = i;
        means[rows++] = spend / count;
      } else if (count > 0) {
        excluded++;
      }
    }
    return new SpendRows(
        Arrays.copyOf(counts, rows),
        Arrays.copyOf(means, rows),
        Arrays.copyOf(customers, rows),
        excluded);
  }

  double[] weights() {
    double[] weights = new double[counts.length];
    Arrays.fill(weights, 1);
    return weights;
  }
}
