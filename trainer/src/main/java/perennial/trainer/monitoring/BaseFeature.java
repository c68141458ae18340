package perennial.trainer.monitoring;

import java.util.List;
import java.util.Locale;
import perennial.model.CustomerHistory;
import perennial.model.Prediction;
import perennial.model.SpendOrders;

/** The numbers of one customer that a version takes in and gives out. */
enum BaseFeature {
  REPEAT_PURCHASES,
  RECENCY,
  AGE,
  MEAN_SPEND,
  DAYS_SINCE_LAST_PURCHASE,
  PROBABILITY_ALIVE,
  EXPECTED_PURCHASES,
  PREDICTED_CLV;

  /** The days that predictions are compared over. */
  static final int HORIZON_DAYS = 365;

  /** Those that are also watched within each lifecycle stage. */
  static final List<BaseFeature> OF_STAGES = List.of(PROBABILITY_ALIVE, PREDICTED_CLV);

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the customer has such a number: without a counted order there is no mean spend. */
  boolean has(CustomerHistory history, SpendOrders orders) {
    return this != MEAN_SPEND || orders.count(history.repeatPurchases()) > 0;
  }

  /**
   * @param prediction with {@link #HORIZON_DAYS} as its last horizon
   */
  double of(CustomerHistory history, Prediction prediction) {
    return switch (this) {
      case PROBABILITY_ALIVE -> prediction.probabilityAlive();
      case EXPECTED_PURCHASES -> prediction.horizons().getLast().expectedPurchases();
      case PREDICTED_CLV -> prediction.horizons().getLast().clv();
      default -> input(history);
    };
  }

  boolean isInput() {
    return compareTo(PROBABILITY_ALIVE) < 0;
  }

  /**
   * The number of the history itself.
   *
   * @throws IllegalArgumentException when this is a prediction
   */
  double input(CustomerHistory history) {
    return switch (this) {
      case REPEAT_PURCHASES -> history.repeatPurchases();
      case RECENCY -> history.recency();
      case AGE -> history.age();
      case MEAN_SPEND -> history.meanSpend();
      case DAYS_SINCE_LAST_PURCHASE -> history.age() - history.recency();
      case PROBABILITY_ALIVE, EXPECTED_PURCHASES, PREDICTED_CLV ->
          throw new IllegalArgumentException(label() + " is no input");
    };
  }
}
