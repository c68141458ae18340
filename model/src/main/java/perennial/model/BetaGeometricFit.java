package perennial.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The fit that BG/NBD and MBG/NBD share. */
final class BetaGeometricFit {
  /** Starts are compared on about this many rows. */
  private static final int ROWS_FOR_STARTS = 8_000;

  private static final double[][] DROPOUT_STARTS = {{0.8, 2.5}, {0.3, 3}, {2, 4}};

  private BetaGeometricFit() {}

  static <M extends PurchaseModel> FitResult<M> fit(
      PurchaseData data, int e, Function<double[], M> model) {
    Moments moments = Moments.of(data);
    double scale = moments.meanAge;
    int every = Math.max(1, data.rows() / ROWS_FOR_STARTS);
    BetaGeometricLikelihood whole = new BetaGeometricLikelihood(data, e, scale, 1);
    BetaGeometricLikelihood part =
        every == 1 ? whole : new BetaGeometricLikelihood(data, e, scale, every);
    List<String> names = List.of("r", "alpha", "a", "b");
    LikelihoodFit fit =
        LikelihoodFit.search(part, whole, moments.starts(), names, 2, moments.customers);

    double[] parameters = new double[4];
    for (int i = 0; i < 4; i++) {
      parameters[i] = Math.exp(fit.optimum().point()[i]);
    }
    parameters[1] *= scale;
    return new FitResult<>(
        model.apply(parameters),
        names,
        List.of(parameters[0], parameters[1], parameters[2], parameters[3]),
        whole.logLikelihood(fit.optimum().value()),
        Math.round(moments.customers),
        fit.covariance(parameters),
        fit.gradientNorm(),
        fit.converged(),
        fit.warnings());
  }

  /** Moments that the starts come from; the mean age is the internal unit of time. */
  private record Moments(double customers, double meanAge, double mean, double variance) {
    static Moments of(PurchaseData data) {
      CompensatedSums sums = new CompensatedSums(4);
      for (int i = 0; i < data.rows(); i++) {
        double w = data.weight(i);
        double x = data.x(i);
        sums.add(0, w);
        sums.add(1, w * data.age(i));
        sums.add(2, w * x);
        sums.add(3, w * x * x);
      }
      double customers = sums.sum(0);
      if (customers == 0) {
        throw new IllegalArgumentException("no customers to fit");
      }
      if (sums.sum(2) == 0) {
        throw new IllegalArgumentException(
            "none of the %.0f customers has a repeat purchase: no model can be identified"
                .formatted(customers));
      }
      double mean = sums.sum(2) / customers;
      return new Moments(
          customers,
          sums.sum(1) / customers,
          mean,
          Math.max(0, sums.sum(3) / customers - mean * mean));
    }

    /** NBD moments for r, three guesses of dropout, and a rate raised to make up for it. */
    List<double[]> starts() {
      double excess = Math.max(variance - mean, 0.02 * mean * mean);
      double shape = Math.clamp(mean * mean / excess, 0.05, 20);
      List<double[]> starts = new ArrayList<>();
      for (double[] dropout : DROPOUT_STARTS) {
        double alpha = shape / (1.5 * mean);
        starts.add(
            new double[] {
              Math.log(shape), Math.log(alpha), Math.log(dropout[0]), Math.log(dropout[1])
            });
      }
      return starts;
    }
  }
}
