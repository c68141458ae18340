package perennial.math;

import java.util.Arrays;

/**
 * The integral of {@code (1 + v/A)^-p (1 + v/B)^-q e^(-d v)} over {@code v} in {@code (0, D)}, as
 * nodes and weighted values, so that means of anything smooth under it come from the same nodes.
 *
 * <p>In {@code y = log(1 + v/m)}, {@code m = min(A, B)}, the integrand is analytic in a strip of
 * half-width pi whatever A and B: {@code A = B} is no special case, and the ratio of A to B costs
 * nothing. Panels of 16 Gauss nodes, most often one, are as wide as a factor of e^{@value
 * #MAX_WIDTH} or a decay by e^{@value #MAX_DECAY} allow and end where the rest is negligible.
 * Relative error below 1e-14 times the size of the largest exponent. Keeps its arrays between
 * calls: for one thread.
 */
public final class PowerProduct {
  /** Width in y to which 16 nodes give 1e-16 although the decay grows e-fold over 1. */
  private static final double MAX_WIDTH = 2;

  private static final double MAX_DECAY = 12;
  private static final double NEGLIGIBLE = 1e-17;

  /** A scale below this part of D is taken as this: no power of it would be a double. */
  private static final double LEAST_SCALE = 1e-280;

  private double[] v = new double[4 * GaussLegendre.NODES];
  private double[] weight = new double[4 * GaussLegendre.NODES];
  private double[] logA = new double[4 * GaussLegendre.NODES];
  private double[] logB = new double[4 * GaussLegendre.NODES];
  private int count;
  private double sum;

  private double smaller;
  private double ratio;
  private double powerOfSmaller;
  private double powerOfLarger;
  private double discount;

  /**
   * Integrates.
   *
   * @param p {@code >= 0}
   * @param scaleA A, {@code > 0}
   * @param q {@code >= 0}
   * @param scaleB B, {@code > 0}
   * @param rate d, {@code >= 0}
   * @param end D, {@code >= 0} and finite
   * @return the integral, {@code >= 0}
   */
  public double integrate(
      double p, double scaleA, double q, double scaleB, double rate, double end) {
    boolean aSmaller = scaleA <= scaleB;
    smaller = Math.max(Math.min(scaleA, scaleB), LEAST_SCALE * end);
    ratio = smaller / Math.max(Math.max(scaleA, scaleB), smaller);
    powerOfSmaller = aSmaller ? p : q;
    powerOfLarger = aSmaller ? q : p;
    discount = rate * smaller;
    count = 0;
    sum = 0;
    double last = Math.log1p(end / smaller);
    double from = 0;
    double atFrom = 0;
    while (from < last) {
      double width = Math.min(Math.min(last - from, MAX_WIDTH), MAX_DECAY / slope(from));
      double atTo = exponent(from + width);
      while (atTo - atFrom > MAX_DECAY) { // the slope grows
        width *= Math.max(0.25, 0.9 * MAX_DECAY / (atTo - atFrom));
        atTo = exponent(from + width);
      }
      panel(from, width, aSmaller ? logA : logB, aSmaller ? logB : logA);
      from += width;
      atFrom = atTo;
      double rest = end - smaller * Math.expm1(from);
      if (Math.exp(-atTo) * rest <= NEGLIGIBLE * sum) {
        break;
      }
    }
    return sum;
  }

  private double exponent(double y) {
    double u = Math.expm1(y);
    return powerOfSmaller * y + powerOfLarger * Math.log1p(ratio * u) + discount * u;
  }

  private double slope(double y) {
    double e = Math.exp(y);
    double share = ratio * e / (1 - ratio + ratio * e);
    return powerOfSmaller + powerOfLarger * share + discount * e;
  }

  private void panel(double from, double width, double[] logSmaller, double[] logLarger) {
    double[] ofSmaller = logSmaller;
    double[] ofLarger = logLarger;
    if (count + GaussLegendre.NODES > v.length) {
      boolean a = logSmaller == logA;
      grow();
      ofSmaller = a ? logA : logB;
      ofLarger = a ? logB : logA;
    }
    double half = 0.5 * width;
    for (int i = 0; i < GaussLegendre.NODES; i++) {
      double y = from + half * (1 + GaussLegendre.node(i));
      double u = Math.expm1(y);
      double larger = ratio == 1 ? y : Math.log1p(ratio * u);
      double decay = powerOfSmaller * y + powerOfLarger * larger + discount * u;
      double g = half * GaussLegendre.weight(i) * smaller * (1 + u) * Math.exp(-decay);
      v[count] = smaller * u;
      weight[count] = g;
      ofSmaller[count] = y;
      ofLarger[count] = larger;
      sum += g;
      count++;
    }
  }

  private void grow() {
    int size = 2 * v.length;
    v = Arrays.copyOf(v, size);
    weight = Arrays.copyOf(weight, size);
    logA = Arrays.copyOf(logA, size);
    logB = Arrays.copyOf(logB, size);
  }

  /** Nodes of the last integral. */
  public int nodes() {
    return count;
  }

  /** Node {@code i}, ascending. */
  public double v(int i) {
    return v[i];
  }

  /** The integrand at node {@code i} times the node's weight: these add up to the integral. */
  public double weight(int i) {
    return weight[i];
  }

  /** {@code log(1 + v/A)} at node {@code i}. */
  public double logA(int i) {
    return logA[i];
  }

  /** {@code log(1 + v/B)} at node {@code i}. */
  public double logB(int i) {
    return logB[i];
  }
}
