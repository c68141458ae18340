package perennial.model;

/** A family in which facts about a customer can move the purchase rate and the dropout. */
public sealed interface CovariateModel permits BetaGeometricModel, ParetoNbd {
  /**
   * The model of one customer whose covariates add up to these two effects.
   *
   * @param rate added to the logarithm of the mean purchase rate: alpha becomes {@code alpha
   *     exp(-rate)}
   * @param dropout Pareto/NBD: added to the logarithm of the mean dropout rate, beta becomes {@code
   *     beta exp(-dropout)}; BG/NBD and MBG/NBD: added to the logit of the mean dropout probability
   *     {@code a/(a+b)} while the concentration {@code a+b} stays
   */
  PurchaseModel withEffects(double rate, double dropout);
}
