package perennial.math;

/** A smooth function to minimise. */
@FunctionalInterface
public interface Objective {
  /**
   * Value and gradient at a point.
   *
   * @param point not changed and not kept
   * @param gradient takes the partial derivatives, in the point's order
   * @return the value; infinite or NaN where the function has none, and the gradient is then unused
   */
  double evaluate(double[] point, double[] gradient);
}
