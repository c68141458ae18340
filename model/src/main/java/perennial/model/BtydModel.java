package perennial.model;

import java.time.LocalDate;

/**
 * A buy-till-you-die model: a purchase process and a spend distribution, valued on stated terms.
 *
 * @param purchases the purchase process, in {@code timeUnit}
 * @param purchaseCovariance of the purchase parameters, in their own order and unit; of dimension 0
 *     when the fit could not give one
 * @param spend the spend distribution
 * @param spendCovariance of the spend parameters p, q, gamma; of dimension 0 likewise
 * @param spendOrders which purchases a history's mean spend is taken over
 * @param timeUnit of the purchase parameters
 */
public record BtydModel(
    PurchaseModel purchases,
    Covariance purchaseCovariance,
    GammaGamma spend,
    Covariance spendCovariance,
    SpendOrders spendOrders,
    TimeUnit timeUnit,
    ValueTerms terms,
    LocalDate observationEnd)
    implements ClvModel {

  @Override
  public String family() {
    return purchases.family();
  }

  @Override
  public Prediction predict(CustomerHistory history, Horizons horizons) {
    throw new UnsupportedOperationException();
  }
}
