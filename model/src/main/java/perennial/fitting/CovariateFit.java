package perennial.fitting;

import java.util.List;
import java.util.Optional;
import perennial.model.Covariance;
import perennial.model.CovariateEffects;
import perennial.model.PurchaseModel;

/**
 * A purchase model fitted with covariates.
 *
 * @param baseline the model of a customer whose covariates are 0, with the log-likelihood of the
 *     whole fit (without the penalty) and the parameters' own covariance
 * @param effects coefficients in the caller's unit
 * @param covariance of the parameters, the rate coefficients, the dropout coefficients; {@link
 *     Covariance#UNKNOWN} when the fit gave none
 * @param coefficients with their tests
 * @param penalty weight that was used
 * @param againstNone test of all coefficients against none, by maximum likelihood
 * @param equality test of the coefficients held equal against free ones; absent without any
 * @param freeParameters that were fitted
 */
public record CovariateFit(
    FitResult<? extends PurchaseModel> baseline,
    CovariateEffects effects,
    Covariance covariance,
    List<Coefficient> coefficients,
    double penalty,
    LikelihoodRatio againstNone,
    Optional<LikelihoodRatio> equality,
    int freeParameters) {

  /** Akaike's information criterion. */
  public double aic() {
    return 2.0 * freeParameters - 2 * baseline.logLikelihood();
  }

  /** Bayesian information criterion. */
  public double bic() {
    return freeParameters * Math.log((double) baseline.observations())
        - 2 * baseline.logLikelihood();
  }
}
