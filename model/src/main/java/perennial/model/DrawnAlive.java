package perennial.model;

import perennial.math.GaussLegendre;

/**
 * Probability of being alive of one customer under many draws of the parameters of one family: the
 * numbers of {@link PurchaseModel#probabilityAlive} to 1e-11, with the work that draws have in
 * common done once.
 */
public final class DrawnAlive {
  private static final double MAX_WIDTH = 1.5;
  private static final double MAX_DECAY = 10;
  private static final int MOST_PANELS = 4;
  private static final int MOST_SILENT = 1 << 13;

  private DrawnAlive() {}

  /**
   * @param models one a draw, of one family
   * @return one a draw
   */
  public static double[] of(PurchaseModel[] models, int x, double tx, double T) {
    if (models.length > 1 && models[0] instanceof ParetoNbd) {
      return pareto(models, x, tx, T);
    }
    if (models.length > 1 && models[0] instanceof BgBb) {
      return opportunities(models, x, tx, T);
    }
    return oneByOne(models, x, tx, T);
  }

  private static double[] oneByOne(PurchaseModel[] models, int x, double tx, double T) {
    double[] alive = new double[models.length];
    for (int d = 0; d < alive.length; d++) {
      alive[d] = models[d].probabilityAlive(x, tx, T);
    }
    return alive;
  }

  /**
   * {@link ParetoHistory}'s integral of having left, over the probability of staying, by the same
   * Gauss nodes for all draws: in {@code log(1 + v/m)}, m the smallest scale.
   */
  private static double[] pareto(PurchaseModel[] models, int x, double tx, double T) {
    Arguments.requireHistory(x, tx, T);
    double smallest = Double.POSITIVE_INFINITY;
    double steepest = 0;
    for (PurchaseModel model : models) {
      ParetoNbd m = (ParetoNbd) model;
      smallest = Math.min(smallest, Math.min(m.alpha(), m.beta()) + tx);
      steepest = Math.max(steepest, decay(m, x, tx, T));
    }
    double end = Math.log1p((T - tx) / smallest);
    int panels =
        (int) Math.clamp(Math.ceil(Math.max(end / MAX_WIDTH, steepest / MAX_DECAY)), 1, 99);
    if (panels > MOST_PANELS) {
      return oneByOne(models, x, tx, T);
    }
    double half = 0.5 * end / panels;
    double[] v = new double[panels * GaussLegendre.NODES];
    double[] weight = new double[v.length];
    for (int i = 0; i < v.length; i++) {
      int node = i % GaussLegendre.NODES;
      double y = half * (2 * (i / GaussLegendre.NODES) + 1 + GaussLegendre.node(node));
      v[i] = smallest * Math.expm1(y);
      weight[i] = half * GaussLegendre.weight(node) * (smallest + v[i]);
    }
    double[] alive = new double[models.length];
    for (int d = 0; d < alive.length; d++) {
      ParetoNbd m = (ParetoNbd) models[d];
      alive[d] = 1 / (1 + gone(m, x, tx, T, v, weight));
    }
    return alive;
  }

  /** Exponents that the integrand falls by. */
  private static double decay(ParetoNbd m, int x, double tx, double T) {
    return (m.r() + x) * Math.log1p((T - tx) / (m.alpha() + tx))
        + (m.s() + 1) * Math.log1p((T - tx) / (m.beta() + tx));
  }

  private static double gone(ParetoNbd m, int x, double tx, double T, double[] v, double[] weight) {
    double k = m.r() + x;
    double perA = 1 / (m.alpha() + tx);
    double perB = 1 / (m.beta() + tx);
    double logB = Math.log(1 + (T - tx) * perB);
    double stays = k * Math.log(1 + (T - tx) * perA) + m.s() * logB;
    double sum = 0;
    for (int i = 0; i < v.length; i++) {
      double left = k * Math.log(1 + v[i] * perA) + (m.s() + 1) * Math.log(1 + v[i] * perB);
      sum += weight[i] * Math.exp(stays - left);
    }
    return m.s() * perB * sum;
  }

  /**
   * {@link BgBb}'s two likelihoods, of staying through all opportunities since the last one used
   * and of leaving at one of them, term by term for all draws.
   */
  private static double[] opportunities(PurchaseModel[] models, int x, double tx, double T) {
    Opportunities seen = Opportunities.ofPurchases(x, tx, T);
    int silent = (int) Math.min(seen.count() - seen.last(), MOST_SILENT);
    if (silent == MOST_SILENT) {
      return oneByOne(models, x, tx, T);
    }
    int draws = models.length;
    double[] a = new double[draws];
    double[] b = new double[draws];
    double[] gamma = new double[draws];
    double[] delta = new double[draws];
    double[] stayed = new double[draws];
    double[] left = new double[draws];
    for (int d = 0; d < draws; d++) {
      BgBb m = (BgBb) models[d];
      a[d] = m.alpha() + seen.purchases();
      b[d] = m.beta() + (seen.last() - seen.purchases());
      gamma[d] = m.gamma();
      delta[d] = m.delta() + seen.last();
      stayed[d] = 1;
    }
    for (int i = 0; i < silent; i++) {
      pass(i, a, b, gamma, delta, stayed, left);
    }
    for (int d = 0; d < draws; d++) {
      double next = (delta[d] + silent) / (gamma[d] + delta[d] + silent);
      double either = stayed[d] + left[d];
      stayed[d] = either > 0 ? next * (stayed[d] / either) : 0;
    }
    return stayed;
  }

  /** An opportunity before which the customer has left, or which is not taken. */
  private static void pass(
      int i,
      double[] a,
      double[] b,
      double[] gamma,
      double[] delta,
      double[] stayed,
      double[] left) {
    for (int d = 0; d < a.length; d++) {
      double per = stayed[d] / (gamma[d] + delta[d] + i);
      left[d] += per * gamma[d];
      stayed[d] = per * (delta[d] + i) * ((b[d] + i) / (a[d] + b[d] + i));
    }
  }
}
