package perennial.evaluation.charts;

/**
 * What a model says of one history.
 *
 * @param frequency repeat purchases
 * @param recency days from the first purchase to the last
 * @param probabilityAlive in {@code [0, 1]}
 * @param expectedPurchases over the map's horizon, {@code >= 0}
 */
public record HeatCell(
    int frequency, double recency, double probabilityAlive, double expectedPurchases) {}
