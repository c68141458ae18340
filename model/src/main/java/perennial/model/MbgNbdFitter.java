package perennial.model;

/** Maximum-likelihood fit of {@link MbgNbd}. */
public final class MbgNbdFitter implements ModelFitter<PurchaseData, MbgNbd> {
  /**
   * {@inheritDoc}
   *
   * <p>Not converged, with the reason among the warnings: a parameter runs to infinity or its lower
   * limit, the information is singular, or the gradient does not vanish.
   *
   * @throws IllegalArgumentException when there is no customer, or none with a repeat purchase
   */
  @Override
  public FitResult<MbgNbd> fit(PurchaseData data) {
    return BetaGeometricFit.fit(data, 1, p -> new MbgNbd(p[0], p[1], p[2], p[3]));
  }
}
