package perennial.model;

import java.util.List;

/**
 * Gamma-Gamma whose scale depends on the customer: gamma becomes {@code gamma max(1, x)^frequency
 * exp(coefficients . covariates)}, x being the repeat purchases. For when how much customers spend
 * goes with how often they purchase, or with facts about them.
 *
 * @param base the distribution at {@code x = 0} and covariates 0
 * @param frequency exponent of {@code max(1, x)}; 0 for none. One-time buyers are not taken below
 *     the range that repeat purchases show
 * @param names of the covariates
 * @param coefficients one per name
 */
public record ScaledGammaGamma(
    GammaGamma base, double frequency, List<String> names, List<Double> coefficients)
    implements SpendModel {
  /**
   * @throws IllegalArgumentException when the names and coefficients differ in number, or a
   *     coefficient or the exponent is not finite
   */
  public ScaledGammaGamma {
    names = List.copyOf(names);
    coefficients = List.copyOf(coefficients);
    if (names.size() != coefficients.size()) {
      throw new IllegalArgumentException(
          "%d covariates with %d coefficients".formatted(names.size(), coefficients.size()));
    }
    CovariateEffects.requireFinite(names, coefficients);
    CovariateEffects.requireFinite(List.of("frequency"), List.of(frequency));
  }

  /** The distribution of this customer's purchases. */
  public GammaGamma of(CustomerHistory history) {
    double effect =
        frequency * Math.log(Math.max(1, history.repeatPurchases()))
            + CovariateEffects.sum(names, coefficients, history.traits());
    return new GammaGamma(base.p(), base.q(), base.gamma() * Math.exp(effect));
  }

  @Override
  public double expectedSpend(CustomerHistory history, SpendOrders orders) {
    return of(history).expectedSpend(history, orders);
  }
}
