package perennial.math;

/**
 * Minimisation by BFGS with a backtracking line search.
 *
 * <p>Nocedal and Wright (2006), Numerical Optimization, algorithm 6.1 and section 3.1. An update
 * that would lose positive definiteness is skipped, and no step is longer than {@value #MAX_STEP}
 * in any coordinate, which on logarithms is a factor of 7.
 */
public final class QuasiNewton {
  private static final double MAX_STEP = 2;
  private static final double SUFFICIENT_DECREASE = 1e-4;
  private static final int MAX_HALVINGS = 40;

  private final Objective objective;
  private final int maxIterations;
  private final double tolerance;

  /**
   * @param tolerance of the gradient's largest component, at which the search ends
   */
  public QuasiNewton(Objective objective, int maxIterations, double tolerance) {
    this.objective = objective;
    this.maxIterations = maxIterations;
    this.tolerance = tolerance;
  }

  /** The best point reached from {@code start}, at which the objective must be finite. */
  @SuppressWarnings("ReferenceEquality") // the same object is how a search says "no better"
  public Optimum minimize(double[] start) {
    int n = start.length;
    Optimum now = Optimum.at(objective, start);
    double[][] inverse = identity(n);
    for (int i = 0; i < maxIterations && now.gradientNorm() > tolerance; i++) {
      double[] step = descent(inverse, now.gradient());
      Optimum next = search(now, step);
      if (next == now) {
        break; // no decrease that doubles can show
      }
      update(inverse, difference(next.point(), now.point()), now, next, i == 0);
      now = next;
    }
    return now;
  }

  private static double[] descent(double[][] inverse, double[] gradient) {
    int n = gradient.length;
    double[] step = new double[n];
    double longest = 0;
    for (int i = 0; i < n; i++) {
      step[i] = -dot(inverse[i], gradient);
      longest = Math.max(longest, Math.abs(step[i]));
    }
    if (longest > MAX_STEP) {
      for (int i = 0; i < n; i++) {
        step[i] *= MAX_STEP / longest;
      }
    }
    return step;
  }

  private Optimum search(Optimum from, double[] step) {
    double slope = dot(step, from.gradient());
    double length = 1;
    for (int h = 0; h < MAX_HALVINGS; h++) {
      double[] point = from.point().clone();
      for (int i = 0; i < point.length; i++) {
        point[i] += length * step[i];
      }
      Optimum next = Optimum.at(objective, point);
      // Also false for NaN.
      if (next.value() <= from.value() + SUFFICIENT_DECREASE * length * slope
          && next.value() < from.value()) {
        return next;
      }
      length /= 2;
    }
    return from;
  }

  /** The BFGS update of the inverse Hessian, in place. */
  private static void update(
      double[][] inverse, double[] s, Optimum before, Optimum after, boolean first) {
    double[] y = difference(after.gradient(), before.gradient());
    double sy = dot(s, y);
    if (!(sy > 1e-12 * Math.sqrt(dot(s, s) * dot(y, y)))) {
      return;
    }
    int n = s.length;
    if (first) { // the usual first guess of the scale, Nocedal and Wright (6.20)
      for (int i = 0; i < n; i++) {
        inverse[i][i] = sy / dot(y, y);
      }
    }
    double[] hy = new double[n];
    for (int i = 0; i < n; i++) {
      hy[i] = dot(inverse[i], y);
    }
    double scale = (1 + dot(y, hy) / sy) / sy;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        inverse[i][j] += scale * s[i] * s[j] - (hy[i] * s[j] + s[i] * hy[j]) / sy;
      }
    }
  }

  private static double[][] identity(int n) {
    double[][] identity = new double[n][n];
    for (int i = 0; i < n; i++) {
      identity[i][i] = 1;
    }
    return identity;
  }

  private static double[] difference(double[] a, double[] b) {
    double[] difference = a.clone();
    for (int i = 0; i < a.length; i++) {
      difference[i] -= b[i];
    }
    return difference;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
