package perennial.cohort;

import java.util.List;
import perennial.model.HorizonPrediction;
import perennial.model.Prediction;
import perennial.model.ValueTerms;

/**
 * What tells the new customers of a cohort from the new customer that a version describes.
 *
 * @param multiplier of the version's expected repeat purchases, {@code > 0}
 * @param spendRatio of the version's expected spend, {@code >= 0}
 * @param conversion share of those seen who buy, in {@code [0, 1]}
 * @param counted whether anybody was counted; if not there is no conversion to know, and a visitor
 *     is taken for a buyer
 */
public record CohortEstimate(
    Cohort cohort, double multiplier, double spendRatio, double conversion, boolean counted) {

  /** All customers, of whom none was counted: they are as the version says. */
  static CohortEstimate uncounted() {
    return new CohortEstimate(Cohort.EVERYBODY, 1, 1, 1, false);
  }

  /**
   * Of a customer who has just bought for the first time: {@code m E[X(h)]} purchases, and {@code m
   * w} times the version's CLV, with m the multiplier and w the spend ratio.
   *
   * @param fresh the version's prediction of a customer at the first purchase
   * @return finite numbers; probability alive is the version's
   */
  public Prediction ofBuyer(Prediction fresh) {
    return prediction(fresh, fresh.probabilityAlive(), 1, 0, 0);
  }

  /**
   * Of a customer who has not bought yet: {@code c (1 + m E[X(h)])} purchases, with c the
   * conversion, as if those who buy do so at once; a CLV of {@code c (margin w M + m w CLV(h))}
   * likewise, with M the version's expected spend.
   *
   * @param fresh the version's prediction of a customer at the first purchase, on these terms
   * @return finite numbers; probability alive is that of buying and being a customer afterwards
   */
  public Prediction ofVisitor(Prediction fresh, ValueTerms terms) {
    if (!counted) {
      return ofBuyer(fresh);
    }
    double first = terms.margin() * finite(spendRatio * fresh.expectedSpend());
    return prediction(fresh, conversion * fresh.probabilityAlive(), conversion, 1, first);
  }

  private Prediction prediction(
      Prediction fresh, double alive, double share, double firstPurchases, double firstValue) {
    List<HorizonPrediction> horizons =
        fresh.horizons().stream()
            .map(h ->
                new HorizonPrediction(
                    h.horizonDays(),
                    finite(share * (firstPurchases + multiplier * h.expectedPurchases())),
                    finite(share * (firstValue + multiplier * (spendRatio * h.clv())))))
            .toList();
    return new Prediction(alive, finite(spendRatio * fresh.expectedSpend()), horizons);
  }

  private static double finite(double value) {
    return Math.min(value, Double.MAX_VALUE);
  }
}
