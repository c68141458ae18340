package perennial.evaluation;

/**
 * How predicted purchases compare with actual ones; everything per customer, on purchases.
 *
 * @param predictedPurchases sum over the customers
 * @param mae mean absolute error
 * @param rmse root mean squared error
 * @param bias mean of predicted minus actual
 * @param gini normalised Gini: the ranking's Gini over that of a perfect ranking; 1 is perfect, 0
 *     is random
 */
public record HoldoutMeasures(
    double predictedPurchases, double mae, double rmse, double bias, double gini) {}
