package perennial.model;

/**
 * Predictions with intervals, from draws of the parameters that are made once. Immutable.
 *
 * <p>Draws come from the normal approximation of the log parameters that the fit's covariance gives
 * (Laplace); each carries its exact predictive distribution of counts and spend.
 */
public final class PredictionIntervals {
  private final ClvModel model;

  private PredictionIntervals(ClvModel model) {
    this.model = model;
  }

  /** Makes the draws of a model; the same model gives the same ones. */
  public static PredictionIntervals of(ClvModel model) {
    return new PredictionIntervals(model);
  }

  /**
   * The model's prediction with an {@link Uncertainty} for spend and, per horizon, purchases and
   * CLV.
   *
   * @param level mass of the central intervals, in {@code (0, 1)}
   */
  public Prediction predict(CustomerHistory history, Horizons horizons, double level) {
    throw new UnsupportedOperationException();
  }
}
