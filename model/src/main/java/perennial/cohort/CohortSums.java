package perennial.cohort;

import perennial.model.SpendOrders;

/** The counts of one cohort, added up. */
final class CohortSums {
  private double observed;
  private double expected;
  private double buyers;
  private double visitors;
  private double spendPurchases;
  private double spendValue;

  /**
   * @param expectedEach repeat purchases that the version expects of one of the buyers
   */
  void add(CohortCell cell, double expectedEach, SpendOrders orders) {
    observed += cell.repeatPurchases();
    expected += cell.buyers() * expectedEach;
    buyers += cell.buyers();
    visitors += cell.visitors();
    boolean all = orders == SpendOrders.ALL;
    spendPurchases += cell.repeatPurchases() + (all ? cell.buyers() : 0.0);
    spendValue += cell.repeatValue() + (all ? cell.firstDayValue() : 0);
  }

  /**
   * The mean of the posterior of the multiplier: prior Gamma(k, k/m) with the parent's m as its
   * mean, {@code observed ~ Poisson(multiplier expected)}.
   */
  double multiplier(double parent, double k) {
    return Math.max(Double.MIN_NORMAL, (k + observed) / (k / parent + expected));
  }

  /** The mean spend relative to the version's; the parent's counts as so many more customers. */
  double spendRatio(double parent, double versionSpend, double customers) {
    double n = Math.min(buyers, spendPurchases); // no more customers than purchases
    if (n == 0) {
      return parent;
    }
    double own = Math.max(0, spendValue / spendPurchases) / versionSpend;
    double weight = n / (customers + n);
    return Math.min(parent + weight * (own - parent), Double.MAX_VALUE);
  }

  /** The share of buyers; the parent's counts as so many more customers seen. */
  double conversion(double parent, double seen) {
    return (seen * parent + buyers) / (seen + buyers + visitors);
  }
}
