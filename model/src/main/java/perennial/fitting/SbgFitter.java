package perennial.fitting;

import java.util.List;
import perennial.model.Sbg;

/** Maximum-likelihood fit of {@link Sbg}. */
public final class SbgFitter implements ModelFitter<PurchaseData, Sbg> {
  private static final List<double[]> STARTS =
      List.of(new double[] {0, 0}, new double[] {0, Math.log(4)}, new double[] {1, 2});

  /**
   * {@inheritDoc}
   *
   * <p>Not converged, with the reason among the warnings: all customers leave with one probability,
   * where both parameters run to infinity; or nobody leaves, or all do at the first renewal.
   *
   * @throws IllegalArgumentException when no renewal was due for anybody
   */
  @Override
  public FitResult<Sbg> fit(PurchaseData data) {
    RenewalCounts counts = RenewalCounts.of(data);
    return RenewalFit.fit(
        counts,
        new RenewalLikelihood(counts, false),
        STARTS,
        List.of("alpha", "beta"),
        p -> new Sbg(p[0], p[1]));
  }
}
