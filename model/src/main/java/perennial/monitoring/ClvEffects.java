package perennial.monitoring;

import java.util.List;
import perennial.model.BatchPredictor;
import perennial.model.ClvModel;
import perennial.model.CustomerHistory;
import perennial.model.Horizons;
import perennial.model.IllegalHistory;

/** What drift does to the CLV that one version predicts over one horizon. For one thread. */
public final class ClvEffects {
  private final BatchPredictor predictor;
  private final long seed;

  /**
   * @param horizonDays as in {@link Horizons}
   * @param seed of the order among equal values
   */
  public ClvEffects(ClvModel model, int horizonDays, long seed) {
    this.predictor = new BatchPredictor(model, Horizons.ofDays(horizonDays));
    this.seed = seed;
  }

  /** Predicted CLV of each customer. */
  public double[] clv(List<CustomerHistory> histories) {
    return histories.stream().mapToDouble(this::clv).toArray();
  }

  private double clv(CustomerHistory history) {
    return predictor.predict(history).horizons().getFirst().clv();
  }

  /**
   * The effect of a number's drift, by {@link QuantileMapping}. Customers without a value are
   * compared as they are.
   *
   * @param histories of the window's customers
   * @param values of the feature, in the same order; NaN where missing
   * @throws IllegalArgumentException when there are more of one than of the other
   */
  public ClvEffect ofNumber(
      List<CustomerHistory> histories,
      double[] values,
      NumericReference reference,
      HistoryChange change) {
    if (histories.size() != values.length) {
      throw new IllegalArgumentException(
          "%d values of %d customers".formatted(values.length, histories.size()));
    }
    double[] mapped = new QuantileMapping(reference).mapped(values, seed);
    RunningMean before = new RunningMean();
    RunningMean after = new RunningMean();
    long leftOut = 0;
    for (int i = 0; i < values.length; i++) {
      CustomerHistory history = histories.get(i);
      try {
        double clv =
            clv(Double.isNaN(mapped[i]) ? history : change.apply(history, values[i], mapped[i]));
        before.add(clv(history));
        after.add(clv);
      } catch (IllegalHistory impossible) {
        leftOut++; // counted, and told with the effect
      }
    }
    return ClvEffect.of(before.mean(), after.mean(), before.count(), leftOut);
  }
}
