package perennial.model;

import java.util.ArrayList;
import java.util.List;
import perennial.math.Curvature;
import perennial.math.Newton;
import perennial.math.Objective;
import perennial.math.Optimum;
import perennial.math.QuasiNewton;

/**
 * A maximum-likelihood search over log parameters, and how far its result is to be trusted.
 *
 * <p>BFGS from every start on a part of the data, the best of them on all of it, then Newton. The
 * covariance is the inverse of the observed information at the end.
 *
 * @param optimum minus the mean log-likelihood
 * @param covariance of the log parameters, row by row; empty when the information is not positive
 *     definite
 * @param warnings why the point is no maximum inside the domain; empty when it is one
 */
@SuppressWarnings("ArrayRecordComponent") // handed to the fitter that asked, never compared
record LikelihoodFit(Optimum optimum, double[][] covariance, List<String> warnings) {
  /** The gradient norm of the mean log-likelihood at which a fit has converged. */
  static final double GRADIENT_TOLERANCE = 1e-7;

  private static final double TARGET_GRADIENT = 1e-11;
  private static final double START_TOLERANCE = 1e-4;
  private static final int START_ITERATIONS = 60;
  private static final int MAX_ITERATIONS = 300;

  /** Parameters beyond e^9 or below e^-9, in internal units, have run to the boundary. */
  private static final double BOUNDARY = 9;

  private static final double MAX_CONDITION = 1e9;

  /**
   * @param part a cheaper version of {@code whole}, for choosing among starts
   * @param starts log parameters
   * @param names of the parameters, for warnings
   * @param observations customers behind the mean
   */
  static LikelihoodFit search(
      Objective part,
      Objective whole,
      List<double[]> starts,
      List<String> names,
      double observations) {
    Optimum optimum = bestOf(bounded(part), starts);
    Objective objective = bounded(whole);
    optimum = new QuasiNewton(objective, MAX_ITERATIONS, START_TOLERANCE).minimize(optimum.point());
    List<String> warnings = new ArrayList<>();
    double[][] covariance = new double[0][];
    try {
      optimum = Newton.polish(objective, optimum, TARGET_GRADIENT);
      covariance = covariance(Curvature.of(objective, optimum.point()), observations, warnings);
    } catch (ArithmeticException notFinite) {
      warnings.add("not identified: " + notFinite.getMessage());
    }
    addBoundaries(optimum, names, warnings);
    if (!(optimum.gradientNorm() <= GRADIENT_TOLERANCE)) {
      warnings.add(
          "gradient norm %.3g of the mean log-likelihood is above %.0e"
              .formatted(optimum.gradientNorm(), GRADIENT_TOLERANCE));
    }
    return new LikelihoodFit(optimum, covariance, List.copyOf(warnings));
  }

  boolean converged() {
    return warnings.isEmpty();
  }

  /** Largest absolute component of the mean log-likelihood's gradient. */
  double gradientNorm() {
    return optimum.gradientNorm();
  }

  /**
   * The covariance in natural parameters by the delta method.
   *
   * @param jacobian derivative of each natural parameter by its own log parameter
   */
  Covariance covariance(double[] jacobian) {
    int n = covariance.length;
    double[] rowMajor = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        rowMajor[i * n + j] = jacobian[i] * covariance[i][j] * jacobian[j];
        if (!Double.isFinite(rowMajor[i * n + j])) {
          return Covariance.UNKNOWN;
        }
      }
    }
    return Covariance.ofRowMajor(rowMajor);
  }

  private static Optimum bestOf(Objective objective, List<double[]> starts) {
    Optimum best = null;
    for (double[] start : starts) {
      Optimum found = new QuasiNewton(objective, START_ITERATIONS, START_TOLERANCE).minimize(start);
      if (best == null || found.value() < best.value()) {
        best = found;
      }
    }
    if (best == null || !Double.isFinite(best.value())) {
      throw new IllegalArgumentException(
          "the likelihood is not finite at any start: the data cannot identify a model");
    }
    return best;
  }

  /** Nothing is searched where a parameter is beyond e^+-20, so that no model is out of range. */
  private static Objective bounded(Objective objective) {
    return (point, gradient) -> {
      for (double p : point) {
        if (!(Math.abs(p) <= 20)) {
          return Double.POSITIVE_INFINITY;
        }
      }
      return objective.evaluate(point, gradient);
    };
  }

  private static double[][] covariance(
      Curvature information, double observations, List<String> warnings) {
    if (!(information.smallest() > 0)) {
      warnings.add("not identified: the observed information is not positive definite");
      return new double[0][];
    }
    if (information.condition() > MAX_CONDITION) {
      warnings.add(
          "weakly identified: condition number %.3g of the observed information is above %.0e"
              .formatted(information.condition(), MAX_CONDITION));
    }
    double[][] covariance = information.inverse();
    for (double[] row : covariance) {
      for (int j = 0; j < row.length; j++) {
        row[j] /= observations;
      }
    }
    return covariance;
  }

  private static void addBoundaries(Optimum optimum, List<String> names, List<String> warnings) {
    for (int i = 0; i < names.size(); i++) {
      double value = optimum.point()[i];
      if (Math.abs(value) > BOUNDARY) {
        warnings.add(
            "boundary: the likelihood grows as parameter %s goes to %s"
                .formatted(names.get(i), value > 0 ? "infinity" : "its lower limit"));
      }
    }
  }
}
