package perennial.model;

import perennial.math.GammaFunctions;

/**
 * The Gamma-Gamma model of spend: a purchase's value is Gamma(p, nu), and nu varies over customers
 * by Gamma(q, gamma), independently of how often they purchase.
 *
 * <p>Fader and Hardie (2013), The Gamma-Gamma model of monetary value,
 * www.brucehardie.com/notes/025; eq. (1a) likelihood, (5) expectation.
 *
 * @param p shape of a purchase's value, {@code > 0}
 * @param q shape of the heterogeneity, {@code > 1}: below, the population has no mean
 * @param gamma its scale, in the currency, {@code > 0}
 */
public record GammaGamma(double p, double q, double gamma) implements SpendModel {
  /**
   * @throws IllegalArgumentException naming the first parameter outside its domain
   */
  public GammaGamma {
    Arguments.requireParameter("p", p);
    Arguments.requireParameter("gamma", gamma);
    if (!(1 < q && q <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("parameter q %s must be > 1 and finite".formatted(q));
    }
  }

  /**
   * Expected value of one future purchase of a customer, {@code p (gamma + n z)/(p n + q - 1)}: the
   * customer's mean shrunk towards the population's, which is the answer at {@code n = 0}.
   *
   * @param n purchases that the mean is taken over, {@code >= 0}
   * @param meanSpend their mean z, {@code >= 0} and finite; ignored at {@code n = 0}
   * @return {@code > 0} and finite
   */
  public double expectedSpend(int n, double meanSpend) {
    if (n < 0 || !(n == 0 || (0 <= meanSpend && meanSpend <= Double.MAX_VALUE))) {
      throw new IllegalArgumentException(
          "spend n=%d, mean=%s must be >= 0 and finite".formatted(n, meanSpend));
    }
    double shape = p * n + q - 1;
    double prior = p / shape * gamma;
    double own = n == 0 ? 0 : p * n / shape * meanSpend;
    return Math.min(prior + own, Double.MAX_VALUE);
  }

  @Override
  public double expectedSpend(CustomerHistory history, SpendOrders orders) {
    return expectedSpend(orders.count(history.repeatPurchases()), history.meanSpend());
  }

  /**
   * Natural logarithm of the density of a mean spend.
   *
   * @param n purchases, {@code >= 1}
   * @param meanSpend {@code > 0} and finite
   */
  public double logLikelihood(int n, double meanSpend) {
    if (n < 1 || !(0 < meanSpend && meanSpend <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "spend n=%d must be >= 1, mean=%s > 0 and finite".formatted(n, meanSpend));
    }
    double pn = p * n;
    // With w = n z / (gamma + n z): w^pn (1-w)^q / (B(pn, q) z)
    double logOdds = Math.log(n) + Math.log(meanSpend) - Math.log(gamma);
    return -pn * BetaGeometric.softplus(-logOdds)
        - q * BetaGeometric.softplus(logOdds)
        - GammaFunctions.logBeta(pn, q)
        - Math.log(meanSpend);
  }
}
