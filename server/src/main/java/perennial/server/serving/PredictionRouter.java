package perennial.server.serving;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import perennial.model.ClvModel;
import perennial.model.CustomerHistory;
import perennial.model.IllegalHistory;
import perennial.model.Prediction;
import perennial.model.ValueTerms;
import perennial.registry.ModelName;

/**
 * Decides which version answers, and asks it. Touches memory only. The served model is read once
 * per request, so all of a batch is answered by one state of the deployment.
 */
public final class PredictionRouter {
  private final ServingModels models;
  private final ServingHealth health;
  private final PredictionCache cache;
  private final CustomerPredictions customers;
  private final String defaultModel;

  /**
   * @param defaultModel answers requests that name none
   */
  PredictionRouter(
      ServingModels models,
      ServingHealth health,
      PredictionCache cache,
      CustomerPredictions customers,
      String defaultModel) {
    this.models = models;
    this.health = health;
    this.cache = cache;
    this.customers = customers;
    this.defaultModel = defaultModel;
  }

  /** Predictions in the order of the request and the one version that made them. */
  public record BatchAnswer(
      ServedVersion servedBy, List<Prediction> predictions, ValueTerms terms) {}

  /**
   * From a history: always by the champion.
   *
   * @throws InvalidRequest when the name cannot be one of a model, and for terms out of their
   *     domain
   * @throws ModelNotServed when this process serves other models
   * @throws NothingServedYet when it has no verified version of the model yet
   * @throws IllegalHistory when the history lacks a covariate that the model needs
   */
  public Answer predict(PredictionQuery query, CustomerHistory history) {
    ServedVersion version = route(query.model()).champion();
    ValueTerms terms = query.terms().over(version.clvModel().terms());
    Prediction prediction = cache.predict(version, history, query.horizons(), query.level(), terms);
    return new Answer(
        version,
        Arm.CHAMPION,
        Source.INDIVIDUAL,
        prediction,
        terms,
        Optional.empty(),
        "",
        Optional.empty());
  }

  /** By id. Throws like {@link #predict(PredictionQuery, CustomerHistory)}. */
  public Answer predict(PredictionQuery query, Customer customer) {
    return predict(route(query.model()), query, customer);
  }

  /** By ids, all by one state of the deployment; in their order. Throws likewise. */
  public List<Answer> predictCustomers(PredictionQuery query, List<Customer> customers) {
    ServedModel served = route(query.model());
    return customers.stream().map(customer -> predict(served, query, customer)).toList();
  }

  private Answer predict(ServedModel served, PredictionQuery query, Customer customer) {
    return customers.predict(served.champion(), Arm.CHAMPION, query, customer);
  }

  /**
   * Throws like {@link #predict}, but {@link InvalidRequest} with the row for a covariate that is
   * missing. Batches pass by the cache: they seldom repeat and would fill it.
   */
  public BatchAnswer predictAll(PredictionQuery query, List<CustomerHistory> histories) {
    ServedVersion version = route(query.model()).champion();
    ValueTerms terms = query.terms().over(version.clvModel().terms());
    List<Prediction> points = points(version.clvModel().withTerms(terms), histories, query);
    List<Prediction> predictions =
        query.level() == 0
            ? points
            : version
                .intervals()
                .withTerms(terms)
                .predictAll(histories, query.horizons(), query.level());
    return new BatchAnswer(version, predictions, terms);
  }

  private static List<Prediction> points(
      ClvModel model, List<CustomerHistory> histories, PredictionQuery query) {
    List<Prediction> predictions = new ArrayList<>(histories.size());
    for (int i = 0; i < histories.size(); i++) {
      try {
        predictions.add(model.predict(histories.get(i), query.horizons()));
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
