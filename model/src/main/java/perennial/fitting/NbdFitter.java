package perennial.fitting;

import java.util.List;
import perennial.model.Nbd;

/** Maximum-likelihood fit of {@link Nbd}. */
public final class NbdFitter implements ModelFitter<PurchaseData, Nbd> {
  private static final List<String> NAMES = List.of("r", "alpha");

  /**
   * {@inheritDoc}
   *
   * <p>Not converged, with the reason among the warnings: r and alpha run to infinity together when
   * customers do not differ.
   *
   * @throws IllegalArgumentException when there is no customer, or none with a repeat purchase
   */
  @Override
  public FitResult<Nbd> fit(PurchaseData data) {
    PurchaseMoments moments = PurchaseMoments.of(data);
    HistoryRows rows = HistoryRows.of(data, moments.meanAge(), 1);
    NbdLikelihood likelihood = new NbdLikelihood(rows);
    double shape = moments.shape();
    double[] start = {Math.log(shape), Math.log(shape / moments.mean())};
    LikelihoodFit fit =
        LikelihoodFit.search(
            likelihood, likelihood, List.of(start), NAMES, NAMES.size(), rows.customers());
    return FittedParameters.result(
        fit,
        NAMES,
        rows.scale(),
        List.of(1),
        rows.logLikelihood(fit.optimum().value()),
        rows.customers(),
        p -> new Nbd(p[0], p[1]));
  }
}
