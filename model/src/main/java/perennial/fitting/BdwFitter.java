package perennial.fitting;

import java.util.List;
import perennial.model.Bdw;

/** Maximum-likelihood fit of {@link Bdw}. */
public final class BdwFitter implements ModelFitter<PurchaseData, Bdw> {
  private static final List<double[]> STARTS =
      List.of(new double[] {0, 0, 0}, new double[] {0, 1.4, 0.4}, new double[] {-1, 0, 0.4});

  /**
   * {@inheritDoc}
   *
   * <p>Not converged as {@link SbgFitter#fit}, and with fewer than three renewals seen.
   *
   * @throws IllegalArgumentException when no renewal was due for anybody
   */
  @Override
  public FitResult<Bdw> fit(PurchaseData data) {
    RenewalCounts counts = RenewalCounts.of(data);
    return RenewalFit.fit(
        counts,
        new RenewalLikelihood(counts, true),
        STARTS,
        List.of("alpha", "beta", "c"),
        p -> new Bdw(p[0], p[1], p[2]));
  }
}
