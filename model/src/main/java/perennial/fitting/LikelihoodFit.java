package perennial.fitting;

import java.util.ArrayList;
import java.util.List;
import perennial.math.Curvature;
import perennial.math.Newton;
import perennial.math.Objective;
import perennial.math.Optimum;
import perennial.math.QuasiNewton;
import perennial.model.Covariance;

/**
 * A maximum-likelihood search over log parameters, and how far its result is to be trusted.
 *
 * <p>BFGS from every start on a part of the data, the best of them on to its optimum, and from
 * there over all of the data with the part's curvature; where that does not lead to the end, BFGS
 * and Newton on all of it. The covariance is the inverse of the observed information at the end.
 *
 * @param optimum minus the mean log-likelihood
 * @param covariance of the log parameters, row by row; empty when the information is not positive
 *     definite
 * @param converged whether the point is a maximum, inside the domain or at the limit that a warning
 *     names
 * @param warnings empty when the point is a maximum inside the domain
 */
@SuppressWarnings("ArrayRecordComponent") // handed to the fitter that asked, never compared
record LikelihoodFit(
    Optimum optimum, double[][] covariance, boolean converged, List<String> warnings) {
  /** The gradient norm of the mean log-likelihood at which a fit has converged. */
  static final double GRADIENT_TOLERANCE = 1e-7;

  private static final double TARGET_GRADIENT = 1e-10;
  private static final double START_TOLERANCE = 1e-4;
  private static final double APPROACH_TOLERANCE = 1e-6;
  private static final int START_ITERATIONS = 60;
  private static final int MAX_ITERATIONS = 300;

  /** Parameters beyond e^9 or below e^-9, in internal units, have run to the boundary. */
  private static final double BOUNDARY = 9;

  private static final double MAX_CONDITION = 1e9;

  /**
   * @param part a cheaper version of {@code whole}, for choosing among starts
   * @param starts log parameters
   * @param names of the parameters, for warnings
   * @param essential the parameters from this index on may run to a limit together: the model is
   *     then a simpler one, found if the parameters before are
   * @param observations customers behind the mean
   */
  static LikelihoodFit search(
      Objective part,
      Objective whole,
      List<double[]> starts,
      List<String> names,
      int essential,
      double observations) {
    Optimum best = bestOf(bounded(part), starts);
    Objective objective = bounded(whole);
    Optimum found = part == whole ? best : fromPart(bounded(part), best, objective);
    if (found.gradientNorm() > START_TOLERANCE) {
      found = new QuasiNewton(objective, MAX_ITERATIONS, START_TOLERANCE).minimize(found.point());
    }
    List<String> warnings = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    double[][] covariance = new double[0][];
    try {
      found = Newton.polish(objective, found, TARGET_GRADIENT);
      int identified = identified(found, names, essential, warnings);
      Curvature information = Curvature.of(objective, found.point(), identified);
      addProblems(information, failures);
      if (identified == names.size() && information.smallest() > 0) {
        covariance = covariance(information, observations);
      }
    } catch (ArithmeticException notFinite) {
      failures.add("not identified: " + notFinite.getMessage());
    }
    addBoundaries(found, names, essential, failures);
    if (!(found.gradientNorm() <= GRADIENT_TOLERANCE)) {
      failures.add(
          "gradient norm %.3g of the mean log-likelihood is above %.0e"
              .formatted(found.gradientNorm(), GRADIENT_TOLERANCE));
    }
    warnings.addAll(failures);
    return new LikelihoodFit(found, covariance, failures.isEmpty(), List.copyOf(warnings));
  }

  /** A point near the optimum, quickly: its likelihood is good to many digits, its place to few. */
  static Optimum approach(Objective objective, double[] start) {
    return new QuasiNewton(bounded(objective), MAX_ITERATIONS, APPROACH_TOLERANCE).minimize(start);
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

  /** The optimum of a part is near that of all, and so is its curvature. */
  private static Optimum fromPart(Objective part, Optimum best, Objective whole) {
    try {
      Optimum there = Newton.polish(part, best, GRADIENT_TOLERANCE);
      Curvature curvature = Curvature.of(part, there.point());
      return Newton.approach(whole, there.point(), curvature, TARGET_GRADIENT);
    } catch (ArithmeticException notFinite) {
      return Optimum.at(whole, best.point());
    }
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

  private static double[][] covariance(Curvature information, double observations) {
    double[][] covariance = information.inverse();
    for (double[] row : covariance) {
      for (int j = 0; j < row.length; j++) {
        row[j] /= observations;
      }
    }
    return covariance;
  }

  private static void addProblems(Curvature information, List<String> failures) {
    if (!(information.smallest() > 0)) {
      failures.add("not identified: the observed information is not positive definite");
    } else if (information.condition() > MAX_CONDITION) {
      failures.add(
          "weakly identified: condition number %.3g of the observed information is above %.0e"
              .formatted(information.condition(), MAX_CONDITION));
    }
  }

  /** How many parameters are identified: all, or those before {@code essential}. */
  private static int identified(
      Optimum found, List<String> names, int essential, List<String> warnings) {
    for (int i = essential; i < names.size(); i++) {
      if (Math.abs(found.point()[i]) > BOUNDARY) {
        List<String> limit = names.subList(essential, names.size());
        warnings.add(
            "boundary: %s run to a limit, where they have no standard errors; the other parameters"
                    .formatted(String.join(" and ", limit))
                + " are judged by themselves");
        return essential;
      }
    }
    return names.size();
  }

  private static void addBoundaries(
      Optimum found, List<String> names, int essential, List<String> failures) {
    for (int i = 0; i < essential; i++) {
      double value = found.point()[i];
      if (Math.abs(value) > BOUNDARY) {
        failures.add(
            "boundary: the likelihood grows as parameter %s goes to %s"
                .formatted(names.get(i), value > 0 ? "infinity" : "its lower limit"));
      }
    }
  }
}
