package perennial.server.serving;

import perennial.model.Horizons;

/**
 * What is asked of a prediction: everything but for whom.
 *
 * @param model the model's name; empty for the default model
 * @param level mass of the intervals; 0 for none
 */
public record PredictionQuery(
    String model, Horizons horizons, double level, RequestedTerms terms) {}
