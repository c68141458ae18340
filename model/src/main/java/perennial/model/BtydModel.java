package perennial.model;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A purchase process and a spend distribution, valued on stated terms.
 *
 * @param purchases the purchase process, in {@code timeUnit}: of a customer whose covariates are 0,
 *     and of the population that groups belong to
 * @param purchaseCovariance of the purchase parameters, in their own order and unit, then of the
 *     rate coefficients, then of the dropout coefficients; of dimension 0 when the fit could not
 *     give one
 * @param covariates how facts about a customer move the process
 * @param groups parameters of groups of customers
 * @param spend the spend distribution
 * @param spendCovariance of the spend parameters p, q, gamma, then the exponent of frequency if
 *     there is one, then the coefficients; of dimension 0 likewise
 * @param spendOrders which purchases a history's mean spend is taken over
 * @param timeUnit of the purchase parameters
 */
public record BtydModel(
    PurchaseModel purchases,
    Covariance purchaseCovariance,
    CovariateEffects covariates,
    GroupEffects groups,
    SpendModel spend,
    Covariance spendCovariance,
    SpendOrders spendOrders,
    TimeUnit timeUnit,
    ValueTerms terms,
    LocalDate observationEnd)
    implements ClvModel {

  /** A model without covariates and groups. */
  public BtydModel(
      PurchaseModel purchases,
      Covariance purchaseCovariance,
      SpendModel spend,
      Covariance spendCovariance,
      SpendOrders spendOrders,
      TimeUnit timeUnit,
      ValueTerms terms,
      LocalDate observationEnd) {
    this(
        purchases,
        purchaseCovariance,
        CovariateEffects.NONE,
        GroupEffects.NONE,
        spend,
        spendCovariance,
        spendOrders,
        timeUnit,
        terms,
        observationEnd);
  }

  @Override
  public String family() {
    return purchases.family();
  }

  @Override
  public BtydModel withTerms(ValueTerms newTerms) {
    return new BtydModel(
        purchases,
        purchaseCovariance,
        covariates,
        groups,
        spend,
        spendCovariance,
        spendOrders,
        timeUnit,
        newTerms,
        observationEnd);
  }

  /** The covariates that the model needs of each customer, by name. */
  public SortedSet<String> covariateNames() {
    SortedSet<String> names = new TreeSet<>(covariates.names());
    if (spend instanceof ScaledGammaGamma scaled) {
      names.addAll(scaled.names());
    }
    return names;
  }

  /**
   * The purchase process of one customer.
   *
   * @throws IllegalHistory when a covariate is missing that the model needs
   */
  public PurchaseModel purchasesOf(Traits traits) {
    return covariates.applyTo(groups.of(purchases, traits), traits);
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
    PurchaseModel process = purchasesOf(history.traits());
    return predict(history, process, horizons, expectations(history, process, horizons));
  }

  /**
   * Expected and discounted purchases per horizon, in turn, of a customer with this history who is
   * alive at the observation end.
   */
  double[] expectations(CustomerHistory history, PurchaseModel process, Horizons horizons) {
    double unit = timeUnit.days();
    double discount = terms.dailyRate() * unit;
    Future future =
        process.future(history.repeatPurchases(), history.recency() / unit, history.age() / unit);
    double[] expectations = new double[2 * horizons.count()];
    for (int i = 0; i < horizons.count(); i++) {
      future.integrate(horizons.days(i) / unit, discount);
      expectations[2 * i] = future.expected();
      expectations[2 * i + 1] = future.discounted();
    }
    return expectations;
  }

  /** The prediction that follows from {@link #expectations}. */
  Prediction predict(
      CustomerHistory history, PurchaseModel process, Horizons horizons, double[] expectations) {
    double unit = timeUnit.days();
    double alive =
        process.probabilityAlive(
            history.repeatPurchases(), history.recency() / unit, history.age() / unit);
    double orderValue = spend.expectedSpend(history, spendOrders);
    double value = terms.margin() * orderValue * alive;
    HorizonPrediction[] results = new HorizonPrediction[horizons.count()];
    for (int i = 0; i < results.length; i++) {
      double clv = Math.min(value * expectations[2 * i + 1], Double.MAX_VALUE);
      results[i] = new HorizonPrediction(horizons.days(i), alive * expectations[2 * i], clv);
    }
    return new Prediction(alive, orderValue, List.of(results));
  }
}
