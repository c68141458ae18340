package perennial.model;

import java.util.List;
import java.util.Optional;

/**
 * What a model expects of one customer.
 *
 * @param probabilityAlive probability that the customer is still one at the observation end, in
 *     {@code [0, 1]}
 * @param expectedSpend expected net value of one future purchase, in the model's currency
 * @param horizons one per requested horizon, in the order asked for
 * @param spendUncertainty of the value of one future purchase; absent when not asked for
 */
public record Prediction(
    double probabilityAlive,
    double expectedSpend,
    List<HorizonPrediction> horizons,
    Optional<Uncertainty> spendUncertainty) {

  /** A prediction without uncertainty. */
  public Prediction(
      double probabilityAlive, double expectedSpend, List<HorizonPrediction> horizons) {
    this(probabilityAlive, expectedSpend, horizons, Optional.empty());
  }
}
