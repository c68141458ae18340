package perennial.fitting;

import perennial.model.MbgNbd;

/** Maximum-likelihood fit of {@link MbgNbd}. */
public final class MbgNbdFitter implements ModelFitter<PurchaseData, MbgNbd> {
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
  public FitResult<MbgNbd> fit(PurchaseData data) {
    return BetaGeometricFit.fit(data, 1, p -> new MbgNbd(p[0], p[1], p[2], p[3]));
  }
}
