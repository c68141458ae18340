package perennial.model;

/** Maximum-likelihood fit of {@link BgNbd}. */
public final class BgNbdFitter implements ModelFitter<PurchaseData, BgNbd> {
  /**
   * {@inheritDoc}
   *
   * <p>Not converged, with the reason among the warnings: a parameter runs to infinity or its lower
   * limit, the information is singular, or the gradient does not vanish.
   *
   * @throws IllegalArgumentException when there is no customer, or none with a repeat purchase
   */
  @Override
  public FitResult<BgNbd> fit(PurchaseData data) {
    return BetaGeometricFit.fit(data, 0, p -> new BgNbd(p[0], p[1], p[2], p[3]));
  }
}
