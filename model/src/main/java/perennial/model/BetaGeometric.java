package perennial.model;

import perennial.math.GammaFunctions;

/**
 * What BG/NBD and MBG/NBD share. They differ in when a customer may leave: after each repeat
 * purchase only ({@code e = 0}), or after the first purchase too ({@code e = 1}).
 *
 * <p>[1] Fader, Hardie and Lee (2005), "Counting your customers" the easy way, Marketing Science
 * 24(2), 275-284. [2] Batislam, Denizel and Filiztekin (2007), Empirical validation and comparison
 * of models for customer base analysis, International Journal of Research in Marketing 24(3),
 * 201-209. The papers' formulas are rearranged here so that nothing overflows and nothing cancels.
 */
public record BetaGeometric(double r, double alpha, double a, double b, int e) {

  public BetaGeometric {
    Arguments.requireParameter("r", r);
    Arguments.requireParameter("alpha", alpha);
    Arguments.requireParameter("a", a);
    Arguments.requireParameter("b", b);
  }

  /** The shared form of a model of this kind. */
  static BetaGeometric of(BetaGeometricModel model) {
    return switch (model) {
      case BgNbd m -> new BetaGeometric(m.r(), m.alpha(), m.a(), m.b(), 0);
      case MbgNbd m -> new BetaGeometric(m.r(), m.alpha(), m.a(), m.b(), 1);
    };
  }

  public double logLikelihood(int x, double tx, double T) {
    Arguments.requireHistory(x, tx, T);
    if (x == 0) {
      // Nothing is near 1 here when the likelihood is: its logarithm keeps its digits near 0.
      double none = -r * Math.log1p(T / alpha);
      return e == 0 ? none : logQuiet(none);
    }
    // Seen from the last purchase, so that nothing large is added and taken away again.
    double purchases =
        GammaFunctions.logGammaRatio(r, x) - r * Math.log1p(tx / alpha) - x * Math.log(alpha + tx);
    double quiet = -(r + x) * Math.log1p((T - tx) / (alpha + tx));
    double gone = Math.log(a / (b + (x + e - 1)));
    return purchases
        + GammaFunctions.logBetaRatio(a, b, x + e)
        + Math.max(quiet, gone)
        + Math.log1p(Math.exp(-Math.abs(quiet - gone)));
  }

  /**
   * {@code log(a/(a+b) + b/(a+b) e^none)} of one who may have left at once. Near 0 its digits are
   * in the probability of the contrary, far below in that of the two ways.
   */
  private double logQuiet(double none) {
    double some = -b / (a + b) * Math.expm1(none);
    return some < 0.5 ? Math.log1p(-some) : Math.log(a / (a + b) + b / (a + b) * Math.exp(none));
  }

  double probabilityAlive(int x, double tx, double T) {
    Arguments.requireHistory(x, tx, T);
    return 1 / (1 + Math.exp(-logOddsAlive(x, tx, T, r + x)));
  }

  private double logOddsAlive(int x, double tx, double T, double k) {
    return x + e == 0
        ? Double.POSITIVE_INFINITY
        : Math.log((b + (x + e - 1)) / a) - k * Math.log1p((T - tx) / (alpha + tx));
  }

  FuturePurchases future(int x, double tx, double T) {
    Arguments.requireHistory(x, tx, T);
    return new FuturePurchases(r + x, a, b + x + e, alpha + T);
  }

  double probabilityOfCount(int x, double t) {
    if (x < 0) {
      throw new IllegalArgumentException("count %d must be >= 0".formatted(x));
    }
    Arguments.requireTime("t", t);
    double survives = Math.exp(GammaFunctions.logBetaRatio(a, b, (double) x + e));
    double leaves = x + e == 0 ? 0 : survives * (a / (b + x + (e - 1)));
    NegativeBinomial events = new NegativeBinomial(r, alpha);
    return Math.min(1, survives * events.probability(x, t) + leaves * events.atLeast(x, t));
  }

  /**
   * Probability of {@code n} purchases in {@code (T, T + t]}: of one alive, by {@code n} events of
   * whom all or all but the last were survived.
   */
  double probabilityOfCount(int x, double tx, double T, int n, double t) {
    double alive = probabilityAlive(x, tx, T);
    BetaGeometric posterior = new BetaGeometric(r + x, alpha + T, a, b + x + e, 0);
    double given = posterior.probabilityOfCount(n, t);
    return n == 0 ? Math.min(1, 1 - alive * (1 - given)) : alive * given;
  }

  public static double softplus(double z) {
    return z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z));
  }
}
