package perennial.model;

/** What one purchase of a customer is worth. */
public sealed interface SpendModel permits GammaGamma, ScaledGammaGamma, FixedSpend {
  /**
   * Expected net value of one future purchase.
   *
   * @param orders which purchases the history's mean spend is taken over
   * @return {@code > 0} and finite
   * @throws IllegalHistory when a covariate is missing that the model needs
   */
  double expectedSpend(CustomerHistory history, SpendOrders orders);
}
