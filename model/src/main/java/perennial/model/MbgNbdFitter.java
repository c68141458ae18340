package perennial.model;

/** Maximum-likelihood fit of {@link MbgNbd}. */
public final class MbgNbdFitter implements ModelFitter<PurchaseData, MbgNbd> {
  @Override
  public FitResult<MbgNbd> fit(PurchaseData data) {
    throw new UnsupportedOperationException();
  }
}
