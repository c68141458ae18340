package perennial.model;

import java.util.List;

/**
 * BG/NBD: purchases at a rate that varies by Gamma(r, alpha) over customers; after each repeat
 * purchase a customer leaves with a probability that varies by Beta(a, b). A customer without a
 * repeat purchase is alive with certainty; {@link MbgNbd} lifts that.
 *
 * <p>Fader, Hardie and Lee (2005), "Counting your customers" the easy way: an alternative to the
 * Pareto/NBD model, Marketing Science 24(2), 275-284; eq. (6) likelihood, (8) counts, (9) and (10)
 * expectations. P(alive) is from the same authors' 2008 note on the BG/NBD model. Evaluated in
 * forms that neither overflow nor cancel: docs/models.md.
 *
 * @param r shape of the purchase rate, {@code > 0}
 * @param alpha its scale, in units of time, {@code > 0}
 * @param a first shape of the dropout probability, {@code > 0}
 * @param b second one, {@code > 0}
 */
public record BgNbd(double r, double alpha, double a, double b) implements BetaGeometricModel {
  /**
   * @throws IllegalArgumentException naming the first parameter that is not positive and finite
   */
  public BgNbd {
    Arguments.requireParameter("r", r);
    Arguments.requireParameter("alpha", alpha);
    Arguments.requireParameter("a", a);
    Arguments.requireParameter("b", b);
  }

  @Override
  public String family() {
    return "bg-nbd";
  }

  @Override
  public List<String> parameterNames() {
    return List.of("r", "alpha", "a", "b");
  }

  @Override
  public double[] parameters() {
    return new double[] {r, alpha, a, b};
  }

  @Override
  public BgNbd withParameters(double[] parameters) {
    Arguments.requireCount("bg-nbd", parameters, 4);
    return new BgNbd(parameters[0], parameters[1], parameters[2], parameters[3]);
  }

  @Override
  public PurchaseModel withEffects(double rate, double dropout) {
    // The smaller of the two shares keeps its digits.
    double ratio = a / b * Math.exp(dropout);
    return new BgNbd(
        r, alpha * Math.exp(-rate), (a + b) * (ratio / (1 + ratio)), (a + b) / (1 + ratio));
  }

  /**
   * Logarithm of {@code B(a, b+x)/B(a,b) Gamma(r+x)/Gamma(r) alpha^r [(alpha+T)^-(r+x) + [x > 0]
   * a/(b+x-1) (alpha+tx)^-(r+x)]}, eq. (6).
   */
  @Override
  public double logLikelihood(int x, double tx, double T) {
    return BetaGeometric.of(this).logLikelihood(x, tx, T);
  }

  /** {@code 1 / (1 + a/(b+x-1) ((alpha+T)/(alpha+tx))^(r+x))}, and 1 at {@code x = 0}. */
  @Override
  public double probabilityAlive(int x, double tx, double T) {
    return BetaGeometric.of(this).probabilityAlive(x, tx, T);
  }

  /**
   * Its CET is {@code (a+b+x-1)/(a-1) [1 - ((alpha+T)/(alpha+T+t))^(r+x) F(r+x, b+x; a+b+x-1;
   * t/(alpha+T+t))] P(alive)}, eq. (10); its limit at {@code a = 1} and at {@code x = 0, a+b = 1}.
   */
  @Override
  public Future future(int x, double tx, double T) {
    return BetaGeometric.of(this).future(x, tx, T);
  }

  /**
   * {@code B(a, b+x)/B(a,b) NBD(x; t) + [x > 0] B(a+1, b+x-1)/B(a,b) (1 - sum of NBD(j; t) over j <
   * x)}, eq. (8).
   */
  @Override
  public double probabilityOfCount(int x, double t) {
    return BetaGeometric.of(this).probabilityOfCount(x, t);
  }

  @Override
  public double probabilityOfCount(int x, double tx, double T, int n, double t) {
    return BetaGeometric.of(this).probabilityOfCount(x, tx, T, n, t);
  }
}
