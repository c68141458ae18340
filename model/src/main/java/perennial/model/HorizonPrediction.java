package perennial.model;

import java.util.Optional;

/**
 * What is expected of one customer within one horizon.
 *
 * @param horizonDays days after the observation end
 * @param expectedPurchases purchase days in the horizon, finite and {@code >= 0}
 * @param clv discounted expected net value times the margin, in the model's currency, finite and
 *     {@code >= 0}
 * @param purchasesUncertainty of the purchases; absent when not asked for
 * @param clvUncertainty of the discounted net value times the margin; absent when not asked for
 */
public record HorizonPrediction(
    int horizonDays,
    double expectedPurchases,
    double clv,
    Optional<Uncertainty> purchasesUncertainty,
    Optional<Uncertainty> clvUncertainty) {

  /** A prediction without uncertainty. */
  public HorizonPrediction(int horizonDays, double expectedPurchases, double clv) {
    this(horizonDays, expectedPurchases, clv, Optional.empty(), Optional.empty());
  }
}
