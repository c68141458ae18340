package perennial.model;

/** Maximum-likelihood fit of {@link GammaGamma}. */
public final class GammaGammaFitter implements ModelFitter<SpendData, GammaGamma> {
  @Override
  public FitResult<GammaGamma> fit(SpendData data) {
    throw new UnsupportedOperationException();
  }
}
