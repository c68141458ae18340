package perennial.fitting;

import org.apache.commons.math3.special.Gamma;

/**
 * A likelihood-ratio test of a model against a simpler one within it, both by maximum likelihood.
 *
 * @param logLikelihood of the simpler model
 * @param statistic twice the difference of the log-likelihoods, {@code >= 0}
 * @param degreesOfFreedom parameters that the simpler model has less
 * @param p from the chi-squared distribution
 */
public record LikelihoodRatio(
    double logLikelihood, double statistic, int degreesOfFreedom, double p) {

  /** The test of a fit against a simpler one. */
  static LikelihoodRatio of(double full, double simpler, int degreesOfFreedom) {
    double statistic = Math.max(0, 2 * (full - simpler));
    double p = statistic == 0 ? 1 : Gamma.regularizedGammaQ(degreesOfFreedom / 2.0, statistic / 2);
    return new LikelihoodRatio(simpler, statistic, degreesOfFreedom, p);
  }
}
