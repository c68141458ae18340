package perennial.monitoring;

import java.util.OptionalDouble;

/**
 * How far predictions of one segment were from what their customers then did, over a partial
 * horizon.
 *
 * @param weeks 4, 13, 26 or 52
 * @param customers with a matured label
 * @param meanPredicted expected purchases a customer over these weeks
 * @param meanActual purchases a customer over these weeks
 * @param mae mean absolute error, purchases a customer
 * @param maeLow end of its 95 % bootstrap interval over customers
 * @param maeHigh likewise
 * @param bias mean of predicted minus actual, purchases a customer
 * @param biasLow end of its 95 % bootstrap interval
 * @param biasHigh likewise
 * @param valuePredicted expected value a customer over these weeks, in the version's currency
 * @param valueActual net value a customer over these weeks
 * @param holdoutMae the version's own error on its holdout at these weeks, where it predicted the
 *     same; empty without one
 * @param verdict of error and bias, by {@link AccuracyRule}; {@code NOT_ENOUGH_DATA} below the
 *     minimum of customers, and without a holdout error unless the bias says something
 */
public record MaturedAccuracy(
    Segment segment,
    int weeks,
    long customers,
    double meanPredicted,
    double meanActual,
    double mae,
    double maeLow,
    double maeHigh,
    double bias,
    double biasLow,
    double biasHigh,
    double valuePredicted,
    double valueActual,
    OptionalDouble holdoutMae,
    Verdict verdict) {}
