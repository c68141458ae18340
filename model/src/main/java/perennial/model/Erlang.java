package perennial.model;

import org.apache.commons.numbers.gamma.RegularizedBeta;
import perennial.math.GammaFunctions;

/**
 * What BG/CNBD-k and MBG/CNBD-k share: sub-events are Poisson at a gamma rate, every k-th of them
 * is a purchase, and a customer may leave after a purchase, the first one included when {@code e =
 * 1}.
 *
 * <p>Platzer and Reutterer (2016), Ticking away the moments: timing regularity helps to better
 * predict customer activity, Marketing Science 35(5), 779-799; Reutterer, Platzer and Schroeder
 * (2021), Leveraging purchase regularity for predicting customer behavior the easy way,
 * International Journal of Research in Marketing 38(1), 194-215. At {@code k = 1} everything is
 * {@link BetaGeometric}.
 */
public record Erlang(int k, double r, double alpha, double a, double b, int e) {

  static Erlang of(ErlangModel model) {
    return switch (model) {
      case BgCnbdK m -> new Erlang(m.k(), m.r(), m.alpha(), m.a(), m.b(), 0);
      case MbgCnbdK m -> new Erlang(m.k(), m.r(), m.alpha(), m.a(), m.b(), 1);
    };
  }

  private BetaGeometric poisson() {
    return new BetaGeometric(r, alpha, a, b, e);
  }

  /**
   * The likelihood without the one factor that needs every gap between purchases: {@code (k-1)}
   * times the sum of their logarithms.
   */
  public double logLikelihood(int x, double tx, double T) {
    if (k == 1) {
      return poisson().logLikelihood(x, tx, T);
    }
    Arguments.requireHistory(x, tx, T);
    double shape = r + (double) k * x;
    double quiet = logQuiet(shape, tx, T);
    if (x == 0) {
      return logSilence(shape, T, quiet);
    }
    double purchases =
        GammaFunctions.logGammaRatio(r, (double) k * x)
            - r * Math.log1p(tx / alpha)
            - (double) k * x * Math.log(alpha + tx)
            - x * GammaFunctions.logGamma(k);
    double logGone = logOddsGone(x);
    double most = Math.max(quiet, logGone);
    return purchases
        + GammaFunctions.logBetaRatio(a, b, x + e)
        + most
        + Math.log1p(Math.exp(Math.min(quiet, logGone) - most));
  }

  /**
   * Of no purchase: {@code log(1 - loud)} of those who stay after the first one. Near 0 its digits
   * are in the probability of the contrary, far below in that of the ways to be silent.
   */
  private double logSilence(double shape, double T, double quiet) {
    double loud = T == 0 ? 0 : RegularizedBeta.value(T / (alpha + T), k, shape);
    double stays = e == 0 ? 1 : b / (a + b);
    if (stays * loud < 0.5) {
      return Math.log1p(-stays * loud);
    }
    return e == 0 ? quiet : Math.log(a / (a + b) + stays * Math.exp(quiet));
  }

  /** Logarithm of the probability of fewer than k sub-events in {@code (tx, T)}. */
  private double logQuiet(double shape, double tx, double T) {
    double z = (T - tx) / (alpha + T);
    double term = 1;
    double sum = 1;
    for (int j = 0; j < k - 1; j++) {
      term *= (shape + j) / (j + 1) * z;
      sum += term;
    }
    double none = -shape * Math.log1p((T - tx) / (alpha + tx));
    // Rounding must not lift a probability above 1.
    return Math.min(0, none + Math.log(sum));
  }

  /** Logarithm of {@code a/(b+x+e-1)}: of having left at the last purchase over staying. */
  private double logOddsGone(int x) {
    return x + e == 0 ? Double.NEGATIVE_INFINITY : Math.log(a / (b + (x + e - 1)));
  }

  double probabilityAlive(int x, double tx, double T) {
    if (k == 1) {
      return poisson().probabilityAlive(x, tx, T);
    }
    Arguments.requireHistory(x, tx, T);
    double shape = r + (double) k * x;
    return 1 / (1 + Math.exp(logOddsGone(x) - logQuiet(shape, tx, T)));
  }

  Future future(int x, double tx, double T) {
    if (k == 1) {
      return poisson().future(x, tx, T);
    }
    Arguments.requireHistory(x, tx, T);
    return new ErlangFuture(k, r + (double) k * x, alpha + tx, T - tx, a, b + x + e);
  }
}
