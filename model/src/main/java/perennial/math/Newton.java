package perennial.math;

/**
 * Newton's method near a minimum, where it doubles the digits with each step.
 *
 * <p>Steps are taken along the eigenvectors of the Hessian, so that a saddle point is left downhill
 * and a flat direction does not throw the point away.
 */
public final class Newton {
  private static final int MAX_ITERATIONS = 30;
  private static final int MAX_HALVINGS = 30;
  private static final double MAX_STEP = 1;
  private static final double FLAT = 1e-9;
  private static final double SLOWEST_APPROACH = 0.3;

  /** Values closer than this are equal: rounding of the sum over many customers. */
  private static final double VALUE_NOISE = 1e-13;

  private Newton() {}

  /**
   * Improves a point until its gradient is below {@code tolerance} or does not fall any more.
   *
   * @throws ArithmeticException when a gradient near the point is not finite
   */
  @SuppressWarnings("ReferenceEquality") // the same object is how a search says "no better"
  public static Optimum polish(Objective objective, Optimum start, double tolerance) {
    Optimum now = start;
    for (int i = 0; i < MAX_ITERATIONS && now.gradientNorm() > tolerance; i++) {
      double[] step = Curvature.of(objective, now.point()).newtonStep(now.gradient(), FLAT);
      Optimum next = search(objective, now, step);
      if (next == now) {
        break;
      }
      now = next;
    }
    return now;
  }

  /**
   * Goes down with the curvature of a similar objective, such as that of a part of the data, at the
   * price of one evaluation a step. Ends early where that curvature does not lead to the minimum
   * fast: the gradient then is above {@code tolerance}.
   */
  public static Optimum approach(
      Objective objective, double[] start, Curvature similar, double tolerance) {
    Optimum now = Optimum.at(objective, start);
    for (int i = 0; i < MAX_ITERATIONS && now.gradientNorm() > tolerance; i++) {
      double[] step = similar.newtonStep(now.gradient(), FLAT);
      double[] point = now.point().clone();
      for (int j = 0; j < point.length; j++) {
        point[j] += Math.clamp(step[j], -MAX_STEP, MAX_STEP);
      }
      Optimum next = Optimum.at(objective, point);
      if (!(next.gradientNorm() < SLOWEST_APPROACH * now.gradientNorm())) { // also for NaN
        break;
      }
      now = next;
    }
    return now;
  }

  private static Optimum search(Objective objective, Optimum from, double[] step) {
    double longest = 0;
    for (double s : step) {
      longest = Math.max(longest, Math.abs(s));
    }
    double length = Math.min(1, MAX_STEP / longest);
    double noise = VALUE_NOISE * (1 + Math.abs(from.value()));
    for (int h = 0; h < MAX_HALVINGS; h++) {
      double[] point = from.point().clone();
      for (int i = 0; i < point.length; i++) {
        point[i] += length * step[i];
      }
      Optimum next = Optimum.at(objective, point);
      boolean lower = next.value() < from.value() - noise;
      boolean equalButFlatter =
          next.value() <= from.value() + noise && next.gradientNorm() < from.gradientNorm();
      if (lower || equalButFlatter) {
        return next;
      }
      length /= 2;
    }
    return from;
  }
}
