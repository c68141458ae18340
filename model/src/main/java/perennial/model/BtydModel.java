package perennial.model;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

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

  /**
   * {@inheritDoc}
   *
   * <p>The CLV over {@code h} days is {@code margin E[M] DECT(h)}, with DECT the discounted
   * expected purchases at the daily rate {@code ln(1 + annual rate)/365}. Amounts above the largest
   * double are given as that.
   */
  @Override
  public Prediction predict(CustomerHistory history, Horizons horizons) {
    int x = history.repeatPurchases();
    double unit = timeUnit.days();
    double tx = history.recency() / unit;
    double age = history.age() / unit;
    BetaGeometric process = BetaGeometric.of(purchases);
    double alive = process.probabilityAlive(x, tx, age);
    double orderValue = spend.expectedSpend(spendOrders.count(x), history.meanSpend());
    double discount = terms.dailyRate() * unit;

    FuturePurchases future = process.future(x, tx, age);
    HorizonPrediction[] results = new HorizonPrediction[horizons.count()];
    for (int i = 0; i < results.length; i++) {
      int days = horizons.days(i);
      future.integrate(days / unit, discount);
      double clv = terms.margin() * orderValue * future.discounted();
      results[i] = new HorizonPrediction(days, future.expected(), Math.min(clv, Double.MAX_VALUE));
    }
    return new Prediction(alive, orderValue, List.copyOf(Arrays.asList(results)));
  }
}
