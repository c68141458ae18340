package perennial.fitting;

/**
 * Moments that the starts of a fit come from; the mean age is the internal unit of time.
 *
 * @param mean of the repeat purchases
 * @param variance of them
 */
record PurchaseMoments(double customers, double meanAge, double mean, double variance) {

  /**
   * @throws IllegalArgumentException when there is no customer, or none with a repeat purchase
   */
  static PurchaseMoments of(PurchaseData data) {
    CompensatedSums sums = new CompensatedSums(4);
    for (int i = 0; i < data.rows(); i++) {
      double w = data.weight(i);
      double x = data.x(i);
      sums.add(0, w);
      sums.add(1, w * data.age(i));
      sums.add(2, w * x);
      sums.add(3, w * x * x);
    }
    double customers = sums.sum(0);
    if (customers == 0) {
      throw new IllegalArgumentException("no customers to fit");
    }
    if (sums.sum(2) == 0) {
      throw new IllegalArgumentException(
          "none of the %.0f customers has a repeat purchase: no model can be identified"
              .formatted(customers));
    }
    double mean = sums.sum(2) / customers;
    return new PurchaseMoments(
        customers,
        sums.sum(1) / customers,
        mean,
        Math.max(0, sums.sum(3) / customers - mean * mean));
  }

  /** The shape of the purchase rate by the NBD's moments. */
  double shape() {
    double excess = Math.max(variance - mean, 0.02 * mean * mean);
    return Math.clamp(mean * mean / excess, 0.05, 20);
  }
}
