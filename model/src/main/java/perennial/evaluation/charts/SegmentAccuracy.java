package perennial.evaluation.charts;

import perennial.monitoring.Segment;

/**
 * How far the holdout predictions of one segment were from what its customers did.
 *
 * @param customers in the segment
 * @param meanPredicted expected purchases a customer
 * @param meanActual purchases a customer
 * @param mae mean absolute error, purchases a customer
 * @param maeLow end of its 95 % bootstrap interval over customers
 * @param maeHigh likewise
 * @param bias mean of predicted minus actual, purchases a customer
 * @param biasLow end of its 95 % bootstrap interval
 * @param biasHigh likewise
 * @param enough whether there are enough customers to judge by
 */
public record SegmentAccuracy(
    Segment segment,
    long customers,
    double meanPredicted,
    double meanActual,
    double mae,
    double maeLow,
    double maeHigh,
    double bias,
    double biasLow,
    double biasHigh,
    boolean enough) {}
