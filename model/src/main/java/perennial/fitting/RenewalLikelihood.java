package perennial.fitting;

import perennial.math.GammaFunctions;
import perennial.math.Objective;
import perennial.model.Bdw;

/**
 * Minus the mean log-likelihood of sBG and BdW, with its gradient, as a function of {@code log
 * alpha, log beta} and, for BdW, {@code log c}.
 *
 * <p>With {@code u = n^c} and {@code D(z, t) = log B(alpha, z+t)/B(alpha, z)}, a customer after n
 * renewals has {@code D(beta, u(n))}, one who left then {@code D(beta, u(n)) + log(1 - exp(D(beta +
 * u(n), u(n+1) - u(n))))}.
 */
public final class RenewalLikelihood implements Objective {
  private final RenewalCounts counts;
  private final boolean durationDependent;
  private final double customers;

  /**
   * @param durationDependent whether c is a parameter; it is 1 otherwise
   */
  public RenewalLikelihood(RenewalCounts counts, boolean durationDependent) {
    this.counts = counts;
    this.durationDependent = durationDependent;
    this.customers = counts.customers();
  }

  @Override
  public double evaluate(double[] point, double[] gradient) {
    double alpha = Math.exp(point[0]);
    double beta = Math.exp(point[1]);
    double c = durationDependent ? Math.exp(point[2]) : 1;
    CompensatedSums sums = new CompensatedSums(4);
    counts
        .stayed()
        .forEach((n, weight) -> {
          if (n > 0) {
            add(sums, weight, new Step(alpha, beta, c, 0, n), false);
          }
        });
    counts
        .lost()
        .forEach((n, weight) -> {
          if (n > 0) {
            add(sums, weight, new Step(alpha, beta, c, 0, n), false);
          }
          add(sums, weight, new Step(alpha, beta, c, n, n + 1), true);
        });
    double[] slopes = {alpha, beta, c};
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = -sums.sum(i + 1) * slopes[i] / customers;
    }
    return -sums.sum(0) / customers;
  }

  private static void add(CompensatedSums sums, double weight, Step step, boolean left) {
    double log = step.log();
    // d log(1 - e^D) = -1/(e^-D - 1) dD
    double value = left ? Math.log(-Math.expm1(log)) : log;
    double slope = left ? -1 / Math.expm1(-log) : 1;
    sums.add(0, weight * value);
    sums.add(1, weight * slope * step.byAlpha());
    sums.add(2, weight * slope * step.byBeta());
    sums.add(3, weight * slope * step.byC());
  }

  /** D from one number of renewals to another, and its derivatives. */
  private record Step(double alpha, double beta, double c, int from, int to) {
    double log() {
      return new Bdw(alpha, beta, c).logSurvival(from, to - from);
    }

    double byAlpha() {
      return -rise(alpha + beta);
    }

    double byBeta() {
      return rise(beta) - rise(alpha + beta);
    }

    double byC() {
      return atC(to) - atC(from);
    }

    /** {@code digamma(z + to^c) - digamma(z + from^c)}. */
    private double rise(double z) {
      return c == 1
          ? GammaFunctions.digammaRise(z + from, to - from)
          : GammaFunctions.digammaStep(z + power(from), power(to) - power(from));
    }

    private double atC(int n) {
      double u = power(n);
      double slope = -GammaFunctions.digammaStep(beta + u, alpha);
      return n <= 1 ? 0 : slope * u * Math.log(n);
    }

    private double power(int n) {
      return Math.pow(n, c);
    }
  }
}
