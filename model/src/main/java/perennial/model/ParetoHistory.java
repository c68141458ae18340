package perennial.model;

import perennial.math.GammaFunctions;
import perennial.math.PowerProduct;

/**
 * The likelihood of one history under Pareto/NBD, seen from its last purchase.
 *
 * <p>With {@code k = r+x, A = alpha+tx, B = beta+tx, D = T-tx}, the likelihood is that of the
 * purchases of a customer alive to {@code tx}, {@code Gamma(k)/Gamma(r) alpha^r A^-k (beta/B)^s},
 * times the probability of nothing afterwards, {@code alive + gone}:
 *
 * <pre>
 * alive = (1 + D/A)^-k (1 + D/B)^-s
 * gone  = s/B times the integral of (1 + v/A)^-k (1 + v/B)^-(s+1) over v in (0, D)
 * 1 - alive - gone = k/A times the integral of (1 + v/A)^-(k+1) (1 + v/B)^-s over v in (0, D)
 * </pre>
 *
 * The last one (by parts) gives the logarithm its digits where the probability is near 1. For one
 * thread, and for one history after the other.
 */
final class ParetoHistory {
  private final ParetoNbd model;
  private final PowerProduct integral = new PowerProduct();
  private int x;
  private double tx;
  private double silence;
  private double exponentAlive;
  private double gone;

  ParetoHistory(ParetoNbd model) {
    this.model = model;
  }

  /** Turns to a history. */
  ParetoHistory of(int x, double tx, double T) {
    Arguments.requireHistory(x, tx, T);
    this.x = x;
    this.tx = tx;
    this.silence = T - tx;
    double k = model.r() + x;
    double scaleA = model.alpha() + tx;
    double scaleB = model.beta() + tx;
    exponentAlive = k * Math.log1p(silence / scaleA) + model.s() * Math.log1p(silence / scaleB);
    gone = model.s() / scaleB * integral.integrate(k, scaleA, model.s() + 1, scaleB, 0, silence);
    return this;
  }

  double logLikelihood() {
    double quiet = Math.exp(-exponentAlive) + gone;
    if (x == 0) {
      return quiet > 0.5 ? Math.log1p(-active()) : Math.log(quiet);
    }
    return GammaFunctions.logGammaRatio(model.r(), x)
        - model.r() * Math.log1p(tx / model.alpha())
        - x * Math.log(model.alpha() + tx)
        - model.s() * Math.log1p(tx / model.beta())
        + Math.log(quiet);
  }

  private double active() {
    double k = model.r() + x;
    double scaleA = model.alpha() + tx;
    double scaleB = model.beta() + tx;
    return k / scaleA * integral.integrate(k + 1, scaleA, model.s(), scaleB, 0, silence);
  }

  double probabilityAlive() {
    return 1 / (1 + gone * Math.exp(exponentAlive));
  }
}
