package perennial.server.serving;

import perennial.model.ClvModel;
import perennial.model.CustomerHistory;
import perennial.model.Horizons;
import perennial.model.Prediction;
import perennial.uncertainty.PredictionIntervals;

/**
 * One verified version in memory. A request that holds it is answered by it to the end; the garbage
 * collector ends its life.
 *
 * @param model the model's name
 * @param number the version's number
 * @param artifactSha256 lower-case hex of the registered artifact
 * @param clvModel what computes
 * @param intervals the same with intervals, its draws made
 * @param generation unique within this process: two loads never share it, whatever their numbers
 */
public record ServedVersion(
    String model,
    long number,
    String artifactSha256,
    ClvModel clvModel,
    PredictionIntervals intervals,
    long generation) {

  /**
   * The version's prediction.
   *
   * @param level mass of the intervals; 0 for none, which then cost nothing
   */
  public Prediction predict(CustomerHistory history, Horizons horizons, double level) {
    return level == 0
        ? clvModel.predict(history, horizons)
        : intervals.predict(history, horizons, level);
  }
}
