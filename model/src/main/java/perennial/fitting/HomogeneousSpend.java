package perennial.fitting;

import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.gamma.Digamma;
import perennial.model.Covariance;
import perennial.model.GammaGamma;

/**
 * The limit of Gamma-Gamma in which customers do not differ: q and gamma go to infinity with the
 * mean {@code m = p gamma/(q - 1)} held, and a customer's mean of n purchases is Gamma(pn) with
 * mean m. Its maximum is {@code m = } the mean over all purchases, and p from one equation.
 */
final class HomogeneousSpend {
  /** q - 1 that stands for infinity: predictions differ from the limit's by 1e-9. */
  private static final double INFINITE = 1e9;

  /** p beyond this is no spread at all: every customer spends the same. */
  private static final double MAX_SHAPE = 1e6;

  /** A log-likelihood this far below, relative to the customers, is still the same. */
  private static final double NOISE = 1e-7;

  private HomogeneousSpend() {}

  /**
   * The fit at the limit, if it is as likely as what a search within found.
   *
   * @param found log-likelihood of the best point that the search reached
   */
  static Optional<FitResult<GammaGamma>> limit(SpendData data, double found) {
    double customers = 0;
    double purchases = 0;
    double mean = 0;
    for (int i = 0; i < data.rows(); i++) {
      double count = data.weight(i) * data.n(i);
      customers += data.weight(i);
      purchases += count;
      mean += (data.meanSpend(i) - mean) * (count / purchases);
    }
    double shape = shape(data, mean);
    if (!(1 / MAX_SHAPE < shape && shape < MAX_SHAPE)) {
      return Optional.empty();
    }
    GammaGamma model = new GammaGamma(shape, 1 + INFINITE, mean * INFINITE / shape);
    CompensatedSums logLikelihood = new CompensatedSums(1);
    for (int i = 0; i < data.rows(); i++) {
      logLikelihood.add(0, data.weight(i) * model.logLikelihood(data.n(i), data.meanSpend(i)));
    }
    if (!(logLikelihood.sum(0) >= found - NOISE * customers)) {
      return Optional.empty();
    }
    return Optional.of(
        new FitResult<>(
            model,
            List.of("p", "q", "gamma"),
            List.of(model.p(), model.q(), model.gamma()),
            logLikelihood.sum(0),
            Math.round(customers),
            Covariance.UNKNOWN,
            Math.abs(slope(data, mean, shape)) * shape / customers,
            true,
            List.of(
                "boundary: q and gamma run to infinity together: customers do not differ in what"
                    + " they spend, all are expected to spend %.6g a purchase".formatted(mean))));
  }

  /** Derivative of the log-likelihood by p falls in p: bisection on its logarithm. */
  private static double shape(SpendData data, double mean) {
    double low = -Math.log(MAX_SHAPE);
    double high = Math.log(MAX_SHAPE);
    for (int i = 0; i < 100; i++) {
      double middle = (low + high) / 2;
      if (slope(data, mean, Math.exp(middle)) > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.exp((low + high) / 2);
  }

  private static double slope(SpendData data, double mean, double p) {
    CompensatedSums sum = new CompensatedSums(1);
    for (int i = 0; i < data.rows(); i++) {
      double n = data.n(i);
      double ratio = data.meanSpend(i) / mean;
      sum.add(
          0,
          data.weight(i)
              * n
              * (Math.log(p * n) - Digamma.value(p * n) + Math.log(ratio) - ratio + 1));
    }
    return sum.sum(0);
  }
}
