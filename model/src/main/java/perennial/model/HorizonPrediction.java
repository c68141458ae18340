package perennial.model;

/**
 * What is expected of one customer within one horizon.
 *
 * @param horizonDays days after the observation end
 * @param expectedPurchases purchase days in the horizon, finite and {@code >= 0}
 * @param clv discounted expected net value times the margin, in the model's currency, finite and
 *     {@code >= 0}
 */
public record HorizonPrediction(int horizonDays, double expectedPurchases, double clv) {}
