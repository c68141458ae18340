package perennial.model;

/**
 * The Gamma-Gamma model of spend.
 *
 * @param p shape of a purchase's value, {@code > 0}
 * @param q shape of the heterogeneity, {@code > 1}
 * @param gamma its scale, in the currency, {@code > 0}
 */
public record GammaGamma(double p, double q, double gamma) {
  /**
   * Expected value of one future purchase of a customer.
   *
   * @param n purchases that the mean is taken over, {@code >= 0}
   * @param meanSpend their mean, {@code >= 0}; ignored at {@code n = 0}
   */
  public double expectedSpend(int n, double meanSpend) {
    throw new UnsupportedOperationException();
  }
}
