package perennial.monitoring;

/**
 * Customers of one lifecycle stage and one status.
 *
 * @param stage such as {@code New}
 * @param status such as {@code Active}
 * @param customers in the window
 * @param referenceShare in [0, 1]
 */
public record MixCell(String stage, String status, long customers, double referenceShare) {}
