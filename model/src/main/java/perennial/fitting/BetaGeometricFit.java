package perennial.fitting;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import perennial.model.PurchaseModel;

/** The fit that BG/NBD and MBG/NBD share. */
final class BetaGeometricFit {
  /** Starts are compared on about this many rows. */
  private static final int ROWS_FOR_STARTS = 8_000;

  private static final double[][] DROPOUT_STARTS = {{0.8, 2.5}, {0.3, 3}, {2, 4}};

  private BetaGeometricFit() {}

  static <M extends PurchaseModel> FitResult<M> fit(
      PurchaseData data, int e, Function<double[], M> model) {
    PurchaseMoments moments = PurchaseMoments.of(data);
    double scale = moments.meanAge();
    int every = Math.max(1, data.rows() / ROWS_FOR_STARTS);
    BetaGeometricLikelihood whole = new BetaGeometricLikelihood(data, e, scale, 1);
    BetaGeometricLikelihood part =
        every == 1 ? whole : new BetaGeometricLikelihood(data, e, scale, every);
    List<String> names = List.of("r", "alpha", "a", "b");
    LikelihoodFit fit =
        LikelihoodFit.search(part, whole, starts(moments), names, 2, moments.customers());

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
        Math.round(moments.customers()),
        fit.covariance(parameters),
        fit.gradientNorm(),
        fit.converged(),
        fit.warnings());
  }

  /** NBD moments for r, three guesses of dropout, and a rate raised to make up for it. */
  private static List<double[]> starts(PurchaseMoments moments) {
    double shape = moments.shape();
    double alpha = shape / (1.5 * moments.mean());
    List<double[]> starts = new ArrayList<>();
    for (double[] dropout : DROPOUT_STARTS) {
      starts.add(
          new double[] {
            Math.log(shape), Math.log(alpha), Math.log(dropout[0]), Math.log(dropout[1])
          });
    }
    return starts;
  }
}
