package perennial.trainer;

import java.util.Arrays;
import perennial.model.SpendOrders;
import perennial.trainer.transactions.Histories;

/** Count and mean spend of the customers whose mean is positive: those the spend fit sees. */
record SpendRows(int[] counts, double[] means) {
  static SpendRows of(Histories histories, SpendOrders orders) {
    int[] repeats = histories.repeatPurchases();
    int[] counts = new int[repeats.length];
    double[] means = new double[repeats.length];
    int rows = 0;
    for (int i = 0; i < repeats.length; i++) {
      int count = orders.count(repeats[i]);
      double first = orders == SpendOrders.ALL ? histories.firstSpend(i) : 0;
      double spend = histories.repeatSpend(i) + first;
      if (count > 0 && spend > 0) {
        counts[rows] = count;
        means[rows++] = spend / count;
      }
    }
    return new SpendRows(Arrays.copyOf(counts, rows), Arrays.copyOf(means, rows));
  }

  double[] weights() {
    double[] weights = new double[counts.length];
    Arrays.fill(weights, 1);
    return weights;
  }
}
