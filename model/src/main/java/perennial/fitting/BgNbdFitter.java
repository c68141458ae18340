package perennial.fitting;

import perennial.model.BgNbd;

/** Maximum-likelihood fit of {@link BgNbd}. */
public final class BgNbdFitter implements ModelFitter<PurchaseData, BgNbd> {
  /**
   * {@inheritDoc}
   *
   * <p>Not converged, with the reason among the warnings: r or alpha runs to infinity or 0, the
   * information is singular, or the gradient does not vanish. Where a and b run to a limit because
   * hardly anybody is seen to leave, or all customers do so alike, the limit is the maximum: the
   * fit has converged, a warning says so, and the covariance is unknown.
   *
   * @throws IllegalArgumentException when there is no customer, or none with a repeat purchase
   */
  @Override
  public FitResult<BgNbd> fit(PurchaseData data) {
    return BetaGeometricFit.fit(data, 0, p -> new BgNbd(p[0], p[1], p[2], p[3]));
  }
}
