package perennial.evaluation;

/**
 * Actual against predicted purchases of one group of customers.
 *
 * @param label such as {@code 0}, {@code 1}, {@code 7+} for repeat purchases, or {@code 1} to
 *     {@code 10} for deciles, lowest prediction first
 * @param customers in the group
 * @param meanActual purchases per customer in the holdout
 * @param meanPredicted the model's expectation of the same
 */
public record CalibrationGroup(
    String label, long customers, double meanActual, double meanPredicted) {}
