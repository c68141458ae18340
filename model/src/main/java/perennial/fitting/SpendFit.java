package perennial.fitting;

import java.util.List;
import perennial.model.ScaledGammaGamma;

/**
 * A spend model fitted with dependence on the customer.
 *
 * @param result model, parameters p, q, gamma, then {@code frequency} if there is one, then the
 *     coefficients by the names of their covariates; covariance in the same order
 * @param coefficients with their tests, the exponent of {@code max(1, x)} first, as {@code
 *     frequency}
 * @param penalty weight that was used
 * @param againstIndependent test against the Gamma-Gamma in which nobody's spend depends on
 *     anything, by maximum likelihood
 */
public record SpendFit(
    FitResult<ScaledGammaGamma> result,
    List<Coefficient> coefficients,
    double penalty,
    LikelihoodRatio againstIndependent) {
  /** The name of the exponent of {@code max(1, x)} among the parameters. */
  public static final String FREQUENCY = "frequency";
}
