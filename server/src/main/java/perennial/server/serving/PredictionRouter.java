package perennial.server.serving;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import perennial.model.CustomerHistory;
import perennial.model.Horizons;
import perennial.model.IllegalHistory;
import perennial.model.Prediction;
import perennial.registry.ModelName;

/**
 * Decides which version answers, and asks it. The served model is read once per request, so one
 * version answers all of a batch. The champion answers everybody for now.
 */
public final class PredictionRouter {
  private final ServingModels models;
  private final ServingHealth health;
  private final PredictionCache cache;
  private final String defaultModel;

  public PredictionRouter(
      ServingModels models, ServingHealth health, PredictionCache cache, String defaultModel) {
    this.models = models;
    this.health = health;
    this.cache = cache;
    this.defaultModel = defaultModel;
  }

  /** One prediction and the version that made it. */
  public record Answer(ServedVersion servedBy, Prediction prediction) {}

  /** Predictions in the order of the request and the one version that made them. */
  public record BatchAnswer(ServedVersion servedBy, List<Prediction> predictions) {}

  /**
   * @param model empty for the default model
   * @throws InvalidRequest when the name cannot be one of a model
   * @throws ModelNotServed when this process serves other models
   * @throws NothingServedYet when it has no verified version of the model yet
   * @throws IllegalHistory when the history lacks a covariate that the model needs
   */
  public Answer predict(String model, CustomerHistory history, Horizons horizons) {
    return predict(model, history, horizons, 0);
  }

  /**
   * As above, with intervals.
   *
   * @param level their mass; 0 for none
   */
  public Answer predict(String model, CustomerHistory history, Horizons horizons, double level) {
    ServedVersion version = route(model).champion();
    return new Answer(version, cache.predict(version, history, horizons, level));
  }

  /**
   * Throws like {@link #predict}, but {@link InvalidRequest} with the row for a covariate that is
   * missing. Batches pass by the cache: they seldom repeat and would fill it.
   *
   * @param level mass of the intervals; 0 for none
   */
  public BatchAnswer predictAll(
      String model, List<CustomerHistory> histories, Horizons horizons, double level) {
    ServedVersion version = route(model).champion();
    List<Prediction> points = points(version, histories, horizons);
    return new BatchAnswer(
        version, level == 0 ? points : version.intervals().predictAll(histories, horizons, level));
  }

  private static List<Prediction> points(
      ServedVersion version, List<CustomerHistory> histories, Horizons horizons) {
    List<Prediction> predictions = new ArrayList<>(histories.size());
    for (int i = 0; i < histories.size(); i++) {
      try {
        predictions.add(version.clvModel().predict(histories.get(i), horizons));
      } catch (IllegalHistory e) { // this model needs what the history has not
        throw InvalidRequest.of(
            "histories[" + i + "]." + e.field(), String.valueOf(e.getMessage()));
      }
    }
    return predictions;
  }

  private ServedModel route(String model) {
    String name = model.isEmpty() ? defaultModel : model;
    Map<String, ServedModel> served = models.snapshot();
    @Nullable ServedModel found = served.get(name);
    if (found != null) {
      return found;
    }
    if (!ModelName.isValid(name)) {
      throw InvalidRequest.of("model", ModelName.RULE);
    }
    if (served.isEmpty() || health.snapshot().wants(name)) {
      throw new NothingServedYet("no verified version of model '%s' yet".formatted(name));
    }
    throw new ModelNotServed(name, served.keySet());
  }
}
