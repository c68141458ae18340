package perennial.model;

import perennial.math.GammaFunctions;
import perennial.math.SmoothSum;
import perennial.math.SmoothTerms;

/**
 * Purchases of one who takes each opportunity with a probability that varies by Beta(alpha, beta),
 * for as long as a {@link Lifetime} lasts. All sums have positive terms.
 */
public record BetaBinomial(double alpha, double beta) {
  /** Mean probability of taking an opportunity. */
  double mean() {
    return alpha / (alpha + beta);
  }

  /** Logarithm of {@code B(alpha + k, beta + rest) / B(alpha, beta)}: one order of outcomes. */
  public double logSequence(double k, double rest) {
    return GammaFunctions.logBetaRatio(beta, alpha, k)
        + GammaFunctions.logBetaRatio(alpha + k, beta, rest);
  }

  /** Probability of at least {@code k >= 1} purchases: that of the k-th at l, while alive at l. */
  double atLeast(double k, double opportunities, Lifetime life) {
    SmoothTerms kthAt =
        new SmoothTerms() {
          @Override
          public double log(double l) {
            return logChoose(l - 1, k - 1) + logSequence(k, l - k) + life.logSurvival(l);
          }

          @Override
          public double ratio(double l) {
            double later = l / (l + 1 - k) * ((beta + (l - k)) / (alpha + beta + l));
            return later * life.retention(l);
          }
        };
    return Math.min(1, Math.exp(SmoothSum.log(kthAt, k, opportunities)));
  }

  /** Probability of exactly {@code k} purchases, by the number of opportunities lived through. */
  double exactly(double k, double opportunities, Lifetime life) {
    SmoothTerms aliveFor =
        new SmoothTerms() {
          @Override
          public double log(double l) {
            return logCount(k, l) + life.logSurvival(l) + Math.log(life.leaving(l));
          }

          @Override
          public double ratio(double l) {
            double more = (l + 1) / (l + 1 - k) * ((beta + (l - k)) / (alpha + beta + l));
            return more * life.retention(l) * (life.leaving(l + 1) / life.leaving(l));
          }
        };
    double all = logCount(k, opportunities) + life.logSurvival(opportunities);
    double fewer = SmoothSum.log(aliveFor, Math.max(1, k), opportunities - 1);
    return Math.min(1, Math.exp(all) + Math.exp(fewer));
  }

  /** Logarithm of the probability of k among so many opportunities, all there. */
  double logCount(double k, double opportunities) {
    return logChoose(opportunities, k) + logSequence(k, opportunities - k);
  }

  private static double logChoose(double n, double k) {
    return GammaFunctions.logGammaRatio(n - k + 1, k) - GammaFunctions.logGammaRatio(1, k);
  }
}
