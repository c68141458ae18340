package perennial.model;

import java.util.List;
import perennial.math.GammaFunctions;

/**
 * BdW: as {@link Sbg}, with a chance of leaving that changes with tenure by the power c: each
 * customer's tenure is discrete Weibull. At {@code c = 1} it is the sBG; below 1 a customer is the
 * more loyal the longer the tenure, above 1 the less.
 *
 * <p>Fader, Hardie, Liu, Davin and Steenburgh (2018), "How to project customer retention"
 * revisited: the role of duration dependence, Journal of Interactive Marketing 43, 1-16, eq. (6).
 * See docs/sbg-bdw.md.
 *
 * @param alpha first shape of the probability of leaving at the first renewal, {@code > 0}
 * @param beta second one, {@code > 0}
 * @param c exponent of tenure, {@code > 0}
 */
public record Bdw(double alpha, double beta, double c) implements ContractModel {
  /** Logarithm of a tenure's power beyond which only the logarithm is used. */
  private static final double LARGE_POWER = 300;

  /**
   * @throws IllegalArgumentException naming the first parameter outside its domain
   */
  public Bdw {
    Arguments.requireParameter("alpha", alpha);
    Arguments.requireParameter("beta", beta);
    Arguments.requireParameter("c", c);
  }

  @Override
  public String family() {
    return "bdw";
  }

  @Override
  public List<String> parameterNames() {
    return List.of("alpha", "beta", "c");
  }

  @Override
  public double[] parameters() {
    return new double[] {alpha, beta, c};
  }

  @Override
  public Bdw withParameters(double[] parameters) {
    Arguments.requireCount("bdw", parameters, 3);
    return new Bdw(parameters[0], parameters[1], parameters[2]);
  }

  /**
   * {@code B(alpha, beta+t^c)/B(alpha,beta)} for {@code t = m + n} over the same for {@code n}.
   *
   * <p>Powers beyond the range of doubles are taken as logarithms: there {@code B(alpha, beta+u)}
   * is {@code Gamma(alpha) u^-alpha}.
   */
  @Override
  public double logSurvival(double n, double m) {
    if (m == 0) {
      return 0;
    }
    double logEnd = c * Math.log(n + m);
    double logStart = c * Math.log(n); // minus infinity at 0
    if (logStart > LARGE_POWER) {
      return -alpha * c * Math.log1p(m / n);
    }
    double start = Math.exp(logStart);
    if (logEnd > LARGE_POWER) {
      return GammaFunctions.logGammaRatio(beta + start, alpha) - alpha * logEnd;
    }
    double rise = n == 0 ? Math.exp(logEnd) : start * Math.expm1(c * Math.log1p(m / n));
    return GammaFunctions.logBetaRatio(alpha, beta + start, rise);
  }

  @Override
  public double leaving(double n) {
    return -Math.expm1(logSurvival(n, 1));
  }

  @Override
  public double staying(double n) {
    return Math.exp(logSurvival(n, 1));
  }
}
