package perennial.monitoring;

/**
 * A tenth of the customers by predicted purchases, and what they did.
 *
 * @param decile 1 (lowest) to 10
 * @param predicted mean expected purchases a customer
 * @param actual mean purchases a customer
 * @param low end of the 95 % bootstrap interval of {@code actual}
 * @param high likewise
 */
public record CalibrationDecile(
    int decile, long customers, double predicted, double actual, double low, double high) {}
