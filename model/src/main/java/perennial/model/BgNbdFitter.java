package perennial.model;

/** Maximum-likelihood fit of {@link BgNbd}. */
public final class BgNbdFitter implements ModelFitter<PurchaseData, BgNbd> {
  @Override
  public FitResult<BgNbd> fit(PurchaseData data) {
    throw new UnsupportedOperationException();
  }
}
