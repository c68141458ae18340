package perennial.admin.model;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.Formats;
import perennial.model.ClvModel;
import perennial.model.CustomerHistory;
import perennial.model.HorizonPrediction;
import perennial.model.Horizons;
import perennial.model.Prediction;

/**
 * What two versions expect of the same customers. The customers are made up: once, some and many
 * purchases, each recent, long past and in between. So this compares versions that were judged on
 * different holdouts, or on none; which of them is right it does not say.
 */
final class CommonGrid {
  private static final int DAYS = 365;
  private static final Horizons YEAR = Horizons.ofDays(DAYS);

  /** Repeat purchases, recency and age in days. */
  private static final int[][] CUSTOMERS = {
    {0, 0, 30}, {0, 0, 365}, {1, 60, 90}, {3, 335, 365}, {3, 180, 365}, {3, 60, 365},
    {10, 335, 365}, {10, 180, 365}, {10, 60, 365}, {10, 700, 730}, {10, 365, 730}, {30, 700, 730}
  };

  private CommonGrid() {}

  /** What one version expects of one customer within a year. */
  record Expected(double alive, double purchases, double clv) {}

  /** One customer, seen by both. */
  record Pair(String customer, Expected left, Expected right) {
    /** NaN for a customer of whom neither version expects anything. */
    double purchaseChange() {
      return isNothing() ? Double.NaN : right.purchases() / left.purchases() - 1;
    }

    /** Likewise. */
    double clvChange() {
      return isNothing() ? Double.NaN : right.clv() / left.clv() - 1;
    }

    /** Less than the page can show: a change of it says nothing. */
    private boolean isNothing() {
      return Math.max(left.purchases(), right.purchases()) < 0.005;
    }
  }

  /**
   * @param spend mean spend of every customer, in the terms of the left version
   * @param pairs empty when one of the versions does not answer for such customers
   * @param refusal why it does not; null when both do
   */
  record Answer(double spend, List<Pair> pairs, @Nullable String refusal) {}

  /** Both at the left one's currency, discount rate and margin. */
  static Answer of(ClvModel left, ClvModel right) {
    List<Pair> pairs = new ArrayList<>();
    try {
      double spend = left.predict(new CustomerHistory(0, 0, DAYS, 0), YEAR).expectedSpend();
      ClvModel other = right.withTerms(left.terms());
      for (int[] c : CUSTOMERS) {
        CustomerHistory history = new CustomerHistory(c[0], c[1], c[2], spend);
        pairs.add(new Pair(words(c), expected(left, history), expected(other, history)));
      }
      return new Answer(spend, pairs, null);
    } catch (IllegalArgumentException e) { // such as of contracts, which know no such customers
      return new Answer(0, List.of(), e.getMessage());
    }
  }

  private static Expected expected(ClvModel model, CustomerHistory history) {
    Prediction p = model.predict(history, YEAR);
    HorizonPrediction year = p.horizons().getFirst();
    return new Expected(p.probabilityAlive(), year.expectedPurchases(), year.clv());
  }

  private static String words(int[] c) {
    return c[0] == 0
        ? "1 purchase, %d days ago".formatted(c[2])
        : "%d purchases in %d days, last %d days ago".formatted(c[0] + 1, c[2], c[2] - c[1]);
  }

  /** In one sentence; empty without an answer. */
  static Optional<String> says(String left, String right, List<Pair> pairs) {
    if (pairs.stream().noneMatch(p -> Double.isFinite(p.clvChange()))) {
      return Optional.empty();
    }
    long above = pairs.stream().filter(p -> p.purchaseChange() > 0).count();
    long below = pairs.stream().filter(p -> p.purchaseChange() < 0).count();
    boolean more = above >= below;
    DoubleSummaryStatistics clv =
        pairs.stream().mapToDouble(Pair::clvChange).filter(Double::isFinite).summaryStatistics();
    return Optional.of(
        "%s expects %s purchases than %s of %d of the %d customers; their CLV changes by %s to %s"
            .formatted(
                right,
                more ? "more" : "fewer",
                left,
                more ? above : below,
                pairs.size(),
                Formats.signedPercent(clv.getMin()),
                Formats.signedPercent(clv.getMax())));
  }
}
