package perennial.model;

import perennial.math.BetaPowerMean;
import perennial.math.GaussLegendre;

/**
 * Expected and discounted purchases of one customer after the observation end.
 *
 * <p>A customer alive at {@code T} buys at the rate {@code k/A E_p[(1 + p t/A)^-(k+1)]} at {@code T
 * + t}, where {@code k = r + x}, {@code A = alpha + T} and {@code p ~ Beta(a, b + x + e)}: the
 * derivative of CET(t). Both CET and its discounted form are integrals of this positive rate, so
 * that nothing cancels for small horizons or near {@code a = 1}, which the closed forms divide by.
 *
 * <p>In {@code y = log(1 + s t/A)} the rate is analytic in a strip of half-width pi and falls at
 * most like {@code exp(-min(a, k+1) y)} once {@code s} is of the size of the steepest decay; panels
 * of 16 Gauss nodes, most often one, then give the integrals to a few units of 1e-15. For one
 * thread.
 */
final class FuturePurchases {
  /** Width in y to which the distance of the singularities at +-i pi gives 1e-16. */
  private static final double MAX_WIDTH = 4;

  /** Log-decay on a panel to which 16 nodes give 1e-16. */
  private static final double MAX_DECAY = 12;

  private static final double NEGLIGIBLE = 1e-17;

  private final double k;
  private final double age;
  private final double alive;
  private final double steepness;
  private final double firstDecay;
  private final double lastDecay;
  private final BetaPowerMean rate;

  private final double[] u = new double[GaussLegendre.NODES];
  private final double[] f = new double[GaussLegendre.NODES];
  private double expected;
  private double discounted;

  /**
   * @param k r + x
   * @param b the posterior one, b + x + e
   * @param age alpha + T
   * @param alive probability of being alive at T
   */
  FuturePurchases(double k, double a, double b, double age, double alive) {
    this.k = k;
    this.age = age;
    this.alive = alive;
    this.lastDecay = Math.min(a, k + 1);
    double decay = (k + 1) * a / (a + b);
    this.steepness = Math.max(1, decay / (1 + lastDecay));
    this.firstDecay = decay / steepness;
    this.rate = new BetaPowerMean(k + 1, a, b);
  }

  /** Expected purchases within the last horizon integrated. */
  double expected() {
    return expected;
  }

  /** The same, each purchase discounted from when it happens. */
  double discounted() {
    return discounted;
  }

  /**
   * Integrates to a horizon.
   *
   * @param t horizon, {@code >= 0}
   * @param discount continuous rate per unit of time, {@code >= 0}
   */
  void integrate(double t, double discount) {
    double end = Math.log1p(steepness * t / age);
    double from = 0;
    double decay = firstDecay;
    expected = 0;
    discounted = 0;
    while (from < end) {
      double width = Math.min(end - from, width(decay + discount * (age + t)));
      addPanel(from, width, discount);
      from += width;
      double last = f[GaussLegendre.NODES - 1];
      if (k * last * (t / age - u[GaussLegendre.NODES - 1]) <= NEGLIGIBLE * expected) {
        break;
      }
      double step = 0.5 * width * (GaussLegendre.node(15) - GaussLegendre.node(14));
      decay = Math.log(f[14] / last) / step;
    }
    expected *= alive;
    discounted *= alive;
  }

  /** The decay may grow e-fold over a unit of y, to its limit. */
  private double width(double decay) {
    double most = Math.max(lastDecay, decay);
    boolean nearLimit = most <= 4 * decay + 2;
    return nearLimit
        ? Math.min(MAX_WIDTH, MAX_DECAY / (1 + most))
        : Math.min(1.38, MAX_DECAY / (1 + 4 * decay));
  }

  private void addPanel(double from, double width, double discount) {
    for (int i = 0; i < GaussLegendre.NODES; i++) {
      double y = from + 0.5 * width * (1 + GaussLegendre.node(i));
      u[i] = Math.expm1(y) / steepness;
    }
    rate.values(u, f, GaussLegendre.NODES);
    double sum = 0;
    double sumDiscounted = 0;
    for (int i = 0; i < GaussLegendre.NODES; i++) {
      double g = GaussLegendre.weight(i) * f[i] * (1 / steepness + u[i]);
      sum += g;
      sumDiscounted += g * Math.exp(-discount * age * u[i]);
    }
    expected += 0.5 * width * k * sum;
    discounted += 0.5 * width * k * sumDiscounted;
  }
}
