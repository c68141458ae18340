package perennial.model;

import org.apache.commons.numbers.gamma.RegularizedBeta;
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
      return e == 0 ? none : Math.log1p(b / (a + b) * Math.expm1(none));
    }
    double k = r + x;
    double purchases =
        GammaFunctions.logGammaRatio(r, x) - r * Math.log1p(T / alpha) - x * Math.log(alpha + T);
    return purchases + logSurvival(x) + softplus(-logOddsAlive(x, tx, T, k));
  }

  /** ln B(a, b+x+e)/B(a, b), from ratios in {@code a} that stay small for large x. */
  private double logSurvival(int x) {
    return x + e == 0
        ? 0
        : GammaFunctions.logGammaRatio(b, a) - GammaFunctions.logGammaRatio(b + x + e, a);
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
    double z = t / (alpha + t);
    double alive = Math.exp(logSurvival(x) + logNegativeBinomial(x, t));
    double atLeast = x == 0 ? 1 : RegularizedBeta.value(z, x, r);
    double gone = x + e == 0 ? 0 : Math.exp(logSurvival(x)) * (a / (b + (x + e - 1))) * atLeast;
    return Math.min(1, alive + gone);
  }

  /** The NBD: x purchases within t of a customer who never leaves. */
  private double logNegativeBinomial(int x, double t) {
    double none = -r * Math.log1p(t / alpha);
    if (x == 0) {
      return none;
    }
    // Gamma(r+x) / (Gamma(r) x!) = x^-1 / B(r, x)
    return none - x * Math.log1p(alpha / t) - Math.log(x) - GammaFunctions.logBeta(r, x);
  }

  public static double softplus(double z) {
    return z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z));
  }
}
