package perennial.fitting;

import java.util.ArrayList;
import java.util.List;
import perennial.model.ParetoNbd;

/** Maximum-likelihood fit of {@link ParetoNbd}. */
public final class ParetoNbdFitter implements ModelFitter<PurchaseData, ParetoNbd> {
  private static final List<String> NAMES = List.of("r", "alpha", "s", "beta");

  /** Starts are compared on about this many rows. */
  private static final int ROWS_FOR_STARTS = 250;

  /** s and beta: of a mean life of some ages to one of a part of an age. */
  private static final double[][] DROPOUT_STARTS = {{0.6, 0.4}, {0.3, 1}, {2, 4}};

  /**
   * {@inheritDoc}
   *
   * <p>Not converged, with the reason among the warnings: r or alpha runs to infinity or 0, the
   * information is singular, or the gradient does not vanish. Where s and beta run to a limit,
   * because nobody is seen to leave or all do at one rate, the limit is the maximum: the fit has
   * converged, a warning says so, and the covariance is unknown.
   *
   * @throws IllegalArgumentException when there is no customer, or none with a repeat purchase
   */
  @Override
  public FitResult<ParetoNbd> fit(PurchaseData data) {
    PurchaseMoments moments = PurchaseMoments.of(data);
    HistoryRows rows = HistoryRows.of(data, moments.meanAge(), 1);
    int every = Math.max(1, data.rows() / ROWS_FOR_STARTS);
    ParetoLikelihood whole = new ParetoLikelihood(rows);
    ParetoLikelihood part =
        every == 1 ? whole : new ParetoLikelihood(HistoryRows.of(data, moments.meanAge(), every));
    LikelihoodFit fit =
        LikelihoodFit.search(part, whole, starts(moments), NAMES, 2, rows.customers());
    return FittedParameters.result(
        fit,
        NAMES,
        rows.scale(),
        List.of(1, 3),
        rows.logLikelihood(fit.optimum().value()),
        rows.customers(),
        p -> new ParetoNbd(p[0], p[1], p[2], p[3]));
  }

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
