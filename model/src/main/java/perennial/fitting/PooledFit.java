package perennial.fitting;

import java.util.SequencedMap;
import perennial.model.Covariance;
import perennial.model.GroupEffects;
import perennial.model.PurchaseModel;

/**
 * A purchase model fitted to groups of customers that borrow from each other.
 *
 * @param population parameters of the middle of the groups, with the marginal log-likelihood (by
 *     Laplace's approximation) and the covariance of these parameters
 * @param groups each group's parameters, drawn to the population's, and their covariance
 * @param newGroupCovariance of the parameters of a group that was not seen: those of the population
 *     and what groups differ by
 * @param spread by parameter, the standard deviation over groups of its logarithm; 0 where groups
 *     do not differ
 * @param againstOne test against one set of parameters for all. Its p is conservative: that the
 *     spreads are 0 lies on the edge of what is possible
 */
public record PooledFit(
    FitResult<? extends PurchaseModel> population,
    GroupEffects groups,
    Covariance newGroupCovariance,
    SequencedMap<String, Double> spread,
    LikelihoodRatio againstOne) {

  /** Parameters of the population, and spreads that are not 0. */
  public int freeParameters() {
    return population.parameters().size()
        + (int) spread.values().stream().filter(s -> s > 0).count();
  }

  /** Akaike's information criterion. */
  public double aic() {
    return 2.0 * freeParameters() - 2 * population.logLikelihood();
  }

  /** Bayesian information criterion. */
  public double bic() {
    return freeParameters() * Math.log((double) population.observations())
        - 2 * population.logLikelihood();
  }
}
