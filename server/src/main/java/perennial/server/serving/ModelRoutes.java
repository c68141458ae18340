package perennial.server.serving;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import perennial.registry.ModelName;

/** Finds what serves a model, and takes note of the requests for which nothing does. */
final class ModelRoutes {
  private final ServingModels models;
  private final ServingHealth health;
  private final String defaultModel;
  private final Rollout rollout;

  /**
   * @param defaultModel answers requests that name none
   */
  ModelRoutes(ServingModels models, ServingHealth health, String defaultModel, Rollout rollout) {
    this.models = models;
    this.health = health;
    this.defaultModel = defaultModel;
    this.rollout = rollout;
  }

  /**
   * @param model empty for the default
   * @param customerId empty when there is none, or there are many
   * @throws InvalidRequest when the name cannot be one of a model
   * @throws ModelNotServed when this process serves other models
   * @throws NothingServedYet when it has no verified version of the model yet
   */
  ServedModel find(String model, String customerId, long arrived) {
    try {
      return find(model.isEmpty() ? defaultModel : model);
    } catch (RuntimeException e) {
      unanswered(model, customerId, e, arrived);
      throw e;
    }
  }

  private ServedModel find(String name) {
    Map<String, ServedModel> served = models.snapshot();
    @Nullable ServedModel found = served.get(name);
    if (found != null) {
      return found;
    }
    if (!ModelName.isValid(name)) {
      throw InvalidRequest.ofModel(name);
    }
    if (served.isEmpty() || health.snapshot().wants(name)) {
      throw new NothingServedYet("no verified version of model '%s' yet".formatted(name));
    }
    throw new ModelNotServed(name, served.keySet());
  }

  /** See {@link PredictionRouter#unanswered}. */
  void unanswered(String model, String customerId, RuntimeException cause, long arrived) {
    String name = model.isEmpty() ? defaultModel : model;
    rollout.unanswered(
        new Unanswered(ModelName.isValid(name) ? name : "", customerId, arrived), cause);
  }

  /** See {@link PredictionRouter#unread}. */
  void unread(RuntimeException cause, long arrived) {
    rollout.unanswered(new Unanswered("", "", arrived), cause);
  }
}
