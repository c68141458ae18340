package perennial.model;

import perennial.math.BetaPowerMean;
import perennial.math.GammaFunctions;
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
final class FuturePurchases implements Future {
  /** Width in y to which the distance of the singularities at +-i pi gives 1e-16. */
  private static final double MAX_WIDTH = 4;

  /** Log-decay on a panel to which 16 nodes give 1e-16. */
  private static final double MAX_DECAY = 12;

  private static final double NEGLIGIBLE = 1e-17;
  private static final double FOR_EVER = 45;
  private static final double ENOUGH = 1e-12;

  final double k;
  final double a;
  final double b;
  final double age;
  private final double steepness;
  private final double firstDecay;
  private final double lastDecay;
  private double[] u = {};
  private double[] f = {};
  private double expected;
  private double discounted;

  /**
   * @param k r + x
   * @param b the posterior one, b + x + e
   * @param age alpha + T
   */
  FuturePurchases(double k, double a, double b, double age) {
    this.k = k;
    this.a = a;
    this.b = b;
    this.age = age;
    this.lastDecay = Math.min(a, k + 1);
    double decay = (k + 1) * a / (a + b);
    // The few with a p far above a small mean leave at the pace of a p weighted by itself.
    this.steepness = Math.max(1, (k + 1) * (a + 1) / (a + b + 1) / (1 + lastDecay));
    this.firstDecay = decay / steepness;
  }

  @Override
  public double expected() {
    return expected;
  }

  @Override
  public double discounted() {
    return discounted;
  }

  @Override
  public void integrate(double horizon, double discount) {
    if (u.length == 0) { // counts do without
      u = new double[GaussLegendre.NODES];
      f = new double[GaussLegendre.NODES];
    }
    BetaPowerMean mean = new BetaPowerMean(k + 1, a, b);
    // What is discounted by e^-45 is nothing.
    double t = Math.min(horizon, FOR_EVER / discount);
    double end = Math.log1p(steepness * t / age);
    double from = 0;
    double decay = firstDecay;
    expected = 0;
    discounted = 0;
    while (from < end) {
      double width = Math.min(end - from, width(decay + discount * (age / steepness + t)));
      addPanel(mean, from, width, discount);
      from += width;
      double last = f[GaussLegendre.NODES - 1];
      if (k * last * (t / age - u[GaussLegendre.NODES - 1]) <= NEGLIGIBLE * expected) {
        break;
      }
      double step = 0.5 * width * (GaussLegendre.node(15) - GaussLegendre.node(14));
      decay = Math.log(f[14] / last) / step;
    }
  }

  /** The decay may grow e-fold over a unit of y, to its limit. */
  private double width(double decay) {
    double most = Math.max(lastDecay, decay);
    boolean nearLimit = most <= 4 * decay + 2;
    return nearLimit
        ? Math.min(MAX_WIDTH, MAX_DECAY / (1 + most))
        : Math.min(1.38, MAX_DECAY / (1 + 4 * decay));
  }

  private void addPanel(BetaPowerMean rate, double from, double width, double discount) {
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

  @Override
  public double probabilityAliveAt(double t) {
    return new BetaPowerMean(k, a, b).value(t / age);
  }

  @Override
  public double probabilityActive(double t) {
    return -Math.expm1(-k * Math.log1p(t / age));
  }

  /** At least n when n events happen to one who survives the first n - 1 of them. */
  @Override
  public double probabilityAtLeast(int n, double t) {
    double survives = n <= 1 ? 1 : Math.exp(GammaFunctions.logBetaRatio(a, b, n - 1));
    return survives * new NegativeBinomial(k, age).atLeast(n, t);
  }

  @Override
  public int counts(double t, double[] out) {
    new NegativeBinomial(k, age).fill(t, out);
    double survives = 1; // the first n purchases
    double events = 0; // probability of fewer than n of them
    double left = 1;
    for (int n = 0; n < out.length; n++) {
      double exactly = out[n];
      double leaves = 0;
      if (n > 0) {
        double denominator = a + b + (n - 1);
        leaves = survives * (a / denominator);
        survives *= (b + (n - 1)) / denominator;
      }
      out[n] = survives * exactly + leaves * Math.max(0, 1 - events);
      events += exactly;
      left -= out[n];
      if (left < ENOUGH) {
        return n + 1;
      }
    }
    return out.length;
  }
}
