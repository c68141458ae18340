package perennial.fitting;

import java.util.List;
import perennial.model.Covariance;

/**
 * What a fit found; not converging is data here, never an exception.
 *
 * @param model the fitted model, the best point reached
 * @param parameterNames in the order of the covariance; a whole number that was chosen, such as k,
 *     comes last and has no row there
 * @param parameters the model's parameters in that order
 * @param logLikelihood at the parameters, in the user's unit of time
 * @param observations customers the likelihood is summed over
 * @param covariance of the parameters in the user's unit; {@link Covariance#UNKNOWN} if the
 *     observed information is not positive definite or a parameter has run to a limit
 * @param gradientNorm largest absolute component of the mean log-likelihood's gradient with respect
 *     to the log parameters
 * @param converged whether the point is a maximum: inside the domain or, with a warning, at a limit
 *     where the model is a simpler one, such as one in which nobody leaves
 * @param warnings why not, and anything else worth saying; empty when all is well
 */
public record FitResult<M>(
    M model,
    List<String> parameterNames,
    List<Double> parameters,
    double logLikelihood,
    long observations,
    Covariance covariance,
    double gradientNorm,
    boolean converged,
    List<String> warnings) {

  /** Akaike's information criterion, {@code 2 k - 2 log L}. */
  public double aic() {
    return 2.0 * parameters.size() - 2 * logLikelihood;
  }

  /** Bayesian information criterion, {@code k ln n - 2 log L}; of weights below 1, n is 1. */
  public double bic() {
    return parameters.size() * Math.log(Math.max(1.0, observations)) - 2 * logLikelihood;
  }
}
