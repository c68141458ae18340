package perennial.math;

import java.util.concurrent.CancellationException;

/**
 * The best point that a search has reached.
 *
 * @param gradient at the point
 */
@SuppressWarnings("ArrayRecordComponent") // handed from one search to the next, never compared
public record Optimum(double[] point, double value, double[] gradient) {

  /**
   * Evaluates the objective at a point.
   *
   * @throws CancellationException when the thread was interrupted: a fit of millions of customers
   *     can be stopped at the next evaluation
   */
  public static Optimum at(Objective objective, double[] point) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the search was interrupted");
    }
    double[] gradient = new double[point.length];
    double value = objective.evaluate(point, gradient);
    return new Optimum(point.clone(), value, gradient);
  }

  /** Largest absolute component of the gradient. */
  public double gradientNorm() {
    double norm = 0;
    for (double g : gradient) {
      norm = Math.max(norm, Math.abs(g));
    }
    return norm;
  }
}
