package perennial.model;

import java.util.List;
import perennial.math.GammaFunctions;

/**
 * sBG: at each renewal a customer leaves with a probability that varies by Beta(alpha, beta).
 *
 * <p>Fader and Hardie (2007), How to project customer retention, Journal of Interactive Marketing
 * 21(1), 76-90, eq. (5) to (7); of single customers, Fader and Hardie (2010), Customer-base
 * valuation in a contractual setting: the perils of ignoring heterogeneity, Marketing Science
 * 29(1), 85-93. See docs/sbg-bdw.md.
 *
 * @param alpha first shape of the probability of leaving, {@code > 0}
 * @param beta second one, {@code > 0}
 */
public record Sbg(double alpha, double beta) implements ContractModel {
  /**
   * @throws IllegalArgumentException naming the first parameter outside its domain
   */
  public Sbg {
    Arguments.requireParameter("alpha", alpha);
    Arguments.requireParameter("beta", beta);
  }

  @Override
  public String family() {
    return "sbg";
  }

  @Override
  public List<String> parameterNames() {
    return List.of("alpha", "beta");
  }

  @Override
  public double[] parameters() {
    return new double[] {alpha, beta};
  }

  @Override
  public Sbg withParameters(double[] parameters) {
    Arguments.requireCount("sbg", parameters, 2);
    return new Sbg(parameters[0], parameters[1]);
  }

  /** {@code B(alpha, beta+t)/B(alpha,beta)} for {@code t = m + n} over the same for {@code n}. */
  @Override
  public double logSurvival(double n, double m) {
    return GammaFunctions.logBetaRatio(alpha, beta + n, m);
  }

  @Override
  public double leaving(double n) {
    return alpha / (alpha + beta + n);
  }

  @Override
  public double staying(double n) {
    return (beta + n) / (alpha + beta + n);
  }
}
