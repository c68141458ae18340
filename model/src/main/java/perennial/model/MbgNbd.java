package perennial.model;

import java.util.List;

/**
 * MBG/NBD: as {@link BgNbd}, but a customer may leave after the first purchase already, so that
 * one-time buyers are not taken to be alive with certainty. The default family.
 *
 * <p>Batislam, Denizel and Filiztekin (2007), Empirical validation and comparison of models for
 * customer base analysis, International Journal of Research in Marketing 24(3), 201-209, section 3.
 * Evaluated in forms that neither overflow nor cancel: docs/models.md.
 *
 * @param r shape of the purchase rate, {@code > 0}
 * @param alpha its scale, in units of time, {@code > 0}
 * @param a first shape of the dropout probability, {@code > 0}
 * @param b second one, {@code > 0}
 */
public record MbgNbd(double r, double alpha, double a, double b) implements BetaGeometricModel {
  /**
   * @throws IllegalArgumentException naming the first parameter that is not positive and finite
   */
  public MbgNbd {
    Arguments.requireParameter("r", r);
    Arguments.requireParameter("alpha", alpha);
    Arguments.requireParameter("a", a);
    Arguments.requireParameter("b", b);
  }

  @Override
  public String family() {
    return "mbg-nbd";
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
  public MbgNbd withParameters(double[] parameters) {
    Arguments.requireCount("mbg-nbd", parameters, 4);
    return new MbgNbd(parameters[0], parameters[1], parameters[2], parameters[3]);
  }

  @Override
  public PurchaseModel withEffects(double rate, double dropout) {
    // The smaller of the two shares keeps its digits.
    double ratio = a / b * Math.exp(dropout);
    return new MbgNbd(
        r, alpha * Math.exp(-rate), (a + b) * (ratio / (1 + ratio)), (a + b) / (1 + ratio));
  }

  /**
   * Logarithm of {@code B(a, b+x+1)/B(a,b) Gamma(r+x)/Gamma(r) alpha^r [(alpha+T)^-(r+x) + a/(b+x)
   * (alpha+tx)^-(r+x)]}.
   */
  @Override
  public double logLikelihood(int x, double tx, double T) {
    return BetaGeometric.of(this).logLikelihood(x, tx, T);
  }

  /** {@code 1 / (1 + a/(b+x) ((alpha+T)/(alpha+tx))^(r+x))}; {@code b/(a+b)} at age 0. */
  @Override
  public double probabilityAlive(int x, double tx, double T) {
    return BetaGeometric.of(this).probabilityAlive(x, tx, T);
  }

  /**
   * Its CET is {@code (a+b+x)/(a-1) [1 - ((alpha+T)/(alpha+T+t))^(r+x) F(r+x, b+x+1; a+b+x;
   * t/(alpha+T+t))] P(alive)}; its limit at {@code a = 1}.
   */
  @Override
  public Future future(int x, double tx, double T) {
    return BetaGeometric.of(this).future(x, tx, T);
  }

  /**
   * {@code B(a, b+x+1)/B(a,b) NBD(x; t) + B(a+1, b+x)/B(a,b) (1 - sum of NBD(j; t) over j < x)}.
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
