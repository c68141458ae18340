package perennial.model;

import java.util.List;
import perennial.math.GammaFunctions;
import perennial.math.SmoothSum;
import perennial.math.SmoothTerms;

/**
 * BG/BB: a customer takes each opportunity with a probability that varies by Beta(alpha, beta), and
 * leaves before each one with a probability that varies by Beta(gamma, delta).
 *
 * <p>Fader, Hardie and Shang (2010), Customer-base analysis in a discrete-time noncontractual
 * setting, Marketing Science 29(6), 1086-1108; eq. (5) likelihood, (7) counts, (9) expectation,
 * (11) P(alive), (14) discounted residual transactions. All sums here have positive terms and take
 * a bounded time: docs/bg-bb.md.
 *
 * <p>{@code T} is in opportunities; see {@link Opportunities#ofPurchases} for those who are in
 * between. Alive means: will be there at the first opportunity after {@code T}, which is how the
 * paper has it, so that a customer who has just bought is not alive with certainty.
 *
 * @param alpha first shape of the purchase probability, {@code > 0}
 * @param beta second one, {@code > 0}
 * @param gamma first shape of the dropout probability, {@code > 0}
 * @param delta second one, {@code > 0}
 */
public record BgBb(double alpha, double beta, double gamma, double delta) implements PurchaseModel {
  /**
   * @throws IllegalArgumentException naming the first parameter outside its domain
   */
  public BgBb {
    Arguments.requireParameter("alpha", alpha);
    Arguments.requireParameter("beta", beta);
    Arguments.requireParameter("gamma", gamma);
    Arguments.requireParameter("delta", delta);
  }

  @Override
  public String family() {
    return "bg-bb";
  }

  @Override
  public List<String> parameterNames() {
    return List.of("alpha", "beta", "gamma", "delta");
  }

  @Override
  public double[] parameters() {
    return new double[] {alpha, beta, gamma, delta};
  }

  @Override
  public BgBb withParameters(double[] parameters) {
    Arguments.requireCount("bg-bb", parameters, 4);
    return new BgBb(parameters[0], parameters[1], parameters[2], parameters[3]);
  }

  /**
   * Logarithm of {@code B(alpha+x, beta+n-x)/B(alpha,beta) B(gamma, delta+n)/B(gamma,delta) + sum
   * of B(alpha+x, beta+tx-x+i)/B(alpha,beta) B(gamma+1, delta+tx+i)/B(gamma,delta)} over {@code i}
   * from 0 to {@code n-tx-1}, eq. (5).
   */
  @Override
  public double logLikelihood(int x, double tx, double T) {
    Opportunities seen = Opportunities.ofPurchases(x, tx, T);
    if (seen.purchases() == 0) {
      // Near 1 when purchases are rare: the digits are in the probability of any.
      double there = delta / (gamma + delta);
      double some =
          there
              * new BetaBinomial(alpha, beta)
                  .atLeast(1, seen.count(), new OpportunityFuture.Dropout(gamma, delta + 1));
      if (some < 0.5) {
        return Math.log1p(-some);
      }
    }
    return logLeftAtOnce(seen) + Math.log(stayed(seen) + left(seen));
  }

  /** {@code B(gamma, delta+n+1)} in place of {@code B(gamma, delta+n)} over the likelihood. */
  @Override
  public double probabilityAlive(int x, double tx, double T) {
    Opportunities seen = Opportunities.ofPurchases(x, tx, T);
    double stayed = stayed(seen);
    double next = (delta + seen.count()) / (gamma + delta + seen.count());
    return next * (stayed / (stayed + left(seen)));
  }

  @Override
  public Future future(int x, double tx, double T) {
    Opportunities seen = Opportunities.ofPurchases(x, tx, T);
    BetaBinomial purchases =
        new BetaBinomial(alpha + seen.purchases(), beta + (seen.count() - seen.purchases()));
    return new OpportunityFuture(purchases, gamma, delta + seen.count() + 1, seen);
  }

  /** Logarithm of the likelihood of a purchase pattern that ends with leaving after the last. */
  private double logLeftAtOnce(Opportunities seen) {
    double rest = seen.last() - seen.purchases();
    return new BetaBinomial(alpha, beta).logSequence(seen.purchases(), rest)
        + GammaFunctions.logBetaRatio(gamma, delta, seen.last())
        + Math.log(gamma / (gamma + delta + seen.last()));
  }

  /** Likelihood of staying through all opportunities, over that of leaving after the last one. */
  private double stayed(Opportunities seen) {
    double silent = seen.count() - seen.last();
    double notLeft = (gamma + delta + seen.last()) / gamma;
    return notLeft
        * Math.exp(
            GammaFunctions.logBetaRatio(
                    alpha + seen.purchases(), beta + (seen.last() - seen.purchases()), silent)
                + GammaFunctions.logBetaRatio(gamma, delta + seen.last(), silent));
  }

  /** Likelihood of leaving at any opportunity since the last one used, likewise. */
  private double left(Opportunities seen) {
    double a = alpha + seen.purchases();
    double b = beta + (seen.last() - seen.purchases());
    double d = delta + seen.last();
    SmoothTerms after =
        new SmoothTerms() {
          @Override
          public double log(double i) {
            return GammaFunctions.logBetaRatio(a, b, i)
                + GammaFunctions.logBetaRatio(gamma + 1, d, i);
          }

          @Override
          public double ratio(double i) {
            return (b + i) / (a + b + i) * ((d + i) / (gamma + 1 + d + i));
          }
        };
    return Math.exp(SmoothSum.log(after, 0, seen.count() - seen.last() - 1));
  }
}
