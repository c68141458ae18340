package perennial.fitting;

import java.util.Arrays;
import java.util.List;
import perennial.model.BgBb;

/** Maximum-likelihood fit of {@link BgBb}. */
public final class BgBbFitter implements ModelFitter<PurchaseData, BgBb> {
  private static final List<String> NAMES = List.of("alpha", "beta", "gamma", "delta");
  private static final List<double[]> STARTS =
      List.of(
          new double[] {0, 0, 0, 1},
          new double[] {0, 0, -1, 1},
          new double[] {-1, 1, 0, 2},
          new double[] {1, 1, -1, 0});

  /**
   * {@inheritDoc}
   *
   * <p>Not converged, with the reason among the warnings: alpha or beta runs to infinity or 0, the
   * information is singular, or the gradient does not vanish. Where gamma and delta run to a limit,
   * because nobody is seen to leave or all customers do so alike, the fit has converged to that
   * limit: a warning says so, and the covariance is unknown.
   *
   * @throws IllegalArgumentException when there is no customer, none with a repeat purchase, or an
   *     age of more than 100,000 opportunities
   */
  @Override
  public FitResult<BgBb> fit(PurchaseData data) {
    BgBbLikelihood likelihood = new BgBbLikelihood(data);
    double customers = likelihood.customers();
    LikelihoodFit fit = LikelihoodFit.search(likelihood, likelihood, STARTS, NAMES, 2, customers);
    double[] p = Arrays.stream(fit.optimum().point()).map(Math::exp).toArray();
    return new FitResult<>(
        new BgBb(p[0], p[1], p[2], p[3]),
        NAMES,
        List.of(p[0], p[1], p[2], p[3]),
        -fit.optimum().value() * customers,
        Math.round(customers),
        fit.covariance(p),
        fit.gradientNorm(),
        fit.converged(),
        fit.warnings());
  }
}
