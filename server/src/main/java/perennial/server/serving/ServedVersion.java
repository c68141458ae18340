package perennial.server.serving;

import perennial.model.BtydModel;
import perennial.model.ClvModel;
import perennial.model.CustomerHistory;
import perennial.model.Horizons;
import perennial.model.Prediction;
import perennial.model.SpendOrders;
import perennial.model.ValueTerms;
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
   * The version's prediction, in its own terms.
   *
   * @param level mass of the intervals; 0 for none, which then cost nothing
   */
  public Prediction predict(CustomerHistory history, Horizons horizons, double level) {
    return predict(history, horizons, level, clvModel.terms());
  }

  /** The same in other terms. */
  public Prediction predict(
      CustomerHistory history, Horizons horizons, double level, ValueTerms terms) {
    boolean own = terms.equals(clvModel.terms());
    return level == 0
        ? (own ? clvModel : clvModel.withTerms(terms)).predict(history, horizons)
        : (own ? intervals : intervals.withTerms(terms)).predict(history, horizons, level);
  }

  /** Which purchases its mean spend is over. */
  public SpendOrders spendOrders() {
    return switch (clvModel) {
      case BtydModel btyd -> btyd.spendOrders();
    };
  }
}
