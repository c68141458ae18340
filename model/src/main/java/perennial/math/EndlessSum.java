package perennial.math;

import java.util.function.DoubleUnaryOperator;

/**
 * The sum of a positive function over whole numbers to infinity, when far out it is smooth.
 *
 * <p>Terms are added one by one at first; the rest is the integral from half a step before it, by
 * Gauss panels, with two terms of the midpoint rule's Euler-Maclaurin expansion (DLMF 2.10.1),
 * whose derivatives at the far end vanish.
 */
public final class EndlessSum {
  private static final double NEGLIGIBLE = 1e-17;
  private static final int MAX_PANELS = 10_000;

  private EndlessSum() {}

  /**
   * Sums.
   *
   * @param f {@code >= 0}, of any real number from {@code first}; falls to nothing after the bulk
   * @param first number of the first term
   * @param smoothFrom from here f varies on scales of some tens of steps, and by powers of n
   * @param bulk where f may not yet be given up for small
   * @param width over which 16 nodes show f, near a number
   */
  public static double of(
      DoubleUnaryOperator f, int first, int smoothFrom, double bulk, DoubleUnaryOperator width) {
    double sum = 0;
    int n = first;
    for (; n < smoothFrom; n++) {
      double term = f.applyAsDouble(n);
      sum += term;
      if (n > bulk && term * n <= NEGLIGIBLE * sum) {
        return sum;
      }
      if (term <= NEGLIGIBLE * sum / smoothFrom && falls(f, n, term)) {
        return sum;
      }
    }
    double from = n - 0.5;
    double slope = f.applyAsDouble(n) - f.applyAsDouble(n - 1);
    double third = f.applyAsDouble(n + 1) - f.applyAsDouble(n - 2) - 3 * slope;
    double rest = slope / 24 - third * (17.0 / 5760);
    for (int i = 0; i < MAX_PANELS; i++) {
      double length = width.applyAsDouble(from);
      double panel = 0;
      for (int j = 0; j < GaussLegendre.NODES; j++) {
        double at = from + 0.5 * length * (1 + GaussLegendre.node(j));
        panel += GaussLegendre.weight(j) * f.applyAsDouble(at);
      }
      rest += 0.5 * length * panel;
      from += length;
      if (from > bulk && 0.5 * panel * from <= NEGLIGIBLE * (sum + rest)) {
        break;
      }
    }
    return sum + rest;
  }

  private static boolean falls(DoubleUnaryOperator f, int n, double term) {
    return f.applyAsDouble(2.0 * n) < term;
  }
}
