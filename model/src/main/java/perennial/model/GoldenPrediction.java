package perennial.model;

/**
 * One input with the output that a version gave when it was registered. A server recomputes them
 * before it lets the version answer.
 */
public record GoldenPrediction(CustomerHistory history, Horizons horizons, Prediction expected) {}
