package perennial.fitting;

import perennial.math.Curvature;
import perennial.math.Newton;
import perennial.math.Objective;
import perennial.math.Optimum;
import perennial.math.QuasiNewton;

/**
 * One group's parameters given its customers and the population: the mode, the information of its
 * customers there, and {@code information theta - gradient}, which together describe the normal
 * that its likelihood is like.
 *
 * <p>The search is over {@code v = (theta - mu)/tau}, whose prior is a standard normal: a spread of
 * 0 holds its parameter, and the information of the search is never below 1.
 */
final class GroupPosterior {
  private static final double TOLERANCE = 1e-4;
  private static final double TARGET_GRADIENT = 1e-11;
  private static final int ITERATIONS = 100;

  /** Where nothing is searched, so that no parameter is out of range. */
  private static final double FAR = 15;

  private final PurchaseFamily.Likelihood likelihood;
  private final double customers;
  private double[] theta;
  private double[][] information;
  private double[] target;
  private double logLikelihood;
  private double gradientNorm;

  GroupPosterior(PurchaseFamily.Likelihood likelihood, double customers, double[] start) {
    this.likelihood = likelihood;
    this.customers = customers;
    theta = start.clone();
    information = new double[start.length][start.length];
    target = new double[start.length];
  }

  double[] theta() {
    return theta;
  }

  /** Positive semidefinite, of all customers together. */
  double[][] information() {
    return information;
  }

  /** {@code information theta - gradient of minus the log-likelihood}. */
  double[] target() {
    return target;
  }

  /** Of the mean posterior, by the logarithms of the parameters. */
  double gradientNorm() {
    return gradientNorm;
  }

  void update(double[] mu, double[] tau) {
    int n = mu.length;
    Objective posterior = posterior(mu, tau);
    double[] v = new double[n];
    for (int i = 0; i < n; i++) {
      v[i] = tau[i] == 0 ? 0 : (theta[i] - mu[i]) / tau[i];
    }
    Optimum found = new QuasiNewton(posterior, ITERATIONS, TOLERANCE).minimize(v);
    found = Newton.polish(posterior, found, TARGET_GRADIENT);
    gradientNorm = found.gradientNorm();
    double[] gradient = new double[n];
    theta = at(found.point(), mu, tau);
    double value = likelihood.evaluate(theta, gradient);
    logLikelihood = likelihood.logLikelihood(value);
    information = Curvature.of(likelihood, theta).positivePart();
    for (int i = 0; i < n; i++) {
      target[i] = -customers * gradient[i];
      for (int j = 0; j < n; j++) {
        information[i][j] *= customers;
      }
      for (int j = 0; j < n; j++) {
        target[i] += information[i][j] * theta[j];
      }
    }
  }

  private Objective posterior(double[] mu, double[] tau) {
    return (v, gradient) -> {
      double[] at = at(v, mu, tau);
      for (double t : at) {
        if (!(Math.abs(t) <= FAR)) {
          return Double.POSITIVE_INFINITY;
        }
      }
      double value = likelihood.evaluate(at, gradient);
      for (int i = 0; i < v.length; i++) {
        value += v[i] * v[i] / (2 * customers);
        gradient[i] = gradient[i] * tau[i] + v[i] / customers;
      }
      return value;
    };
  }

  private static double[] at(double[] v, double[] mu, double[] tau) {
    double[] theta = new double[v.length];
    for (int i = 0; i < v.length; i++) {
      theta[i] = mu[i] + tau[i] * v[i];
    }
    return theta;
  }

  /** The logarithm of the likelihood integrated over the prior, by Laplace's approximation. */
  double marginal(double[] mu, double[] tau) {
    int n = mu.length;
    double[][] inner = new double[n][n];
    double prior = 0;
    for (int i = 0; i < n; i++) {
      double v = tau[i] == 0 ? 0 : (theta[i] - mu[i]) / tau[i];
      prior += v * v / 2;
      for (int j = 0; j < n; j++) {
        inner[i][j] = tau[i] * information[i][j] * tau[j] + (i == j ? 1 : 0);
      }
    }
    return logLikelihood - prior - PopulationNormal.logDeterminant(inner) / 2;
  }
}
