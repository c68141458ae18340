package perennial.server.serving;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import perennial.model.ClvModel;
import perennial.model.CustomerHistory;
import perennial.model.IllegalHistory;
import perennial.model.Prediction;
import perennial.model.ValueTerms;
import perennial.registry.ModelName;
import perennial.uncertainty.PredictionIntervals;

/**
 * Decides which version answers, and asks it. Touches memory only. The served model is read once
 * per request, so all of a batch is answered by one state of the deployment.
 */
public final class PredictionRouter {
  // Rows between two checkpoints: about a millisecond, and less than a tenth of a second.
  private static final int POINTS_CHUNK = 256;
  private static final int INTERVALS_CHUNK = 2048; // rows of one chunk share work

  private final ServingModels models;
  private final ServingHealth health;
  private final PredictionCache cache;
  private final CustomerPredictions customers;
  private final String defaultModel;
  private final Rollout rollout;

  /**
   * @param defaultModel answers requests that name none
   */
  PredictionRouter(
      ServingModels models,
      ServingHealth health,
      PredictionCache cache,
      CustomerPredictions customers,
      String defaultModel,
      Rollout rollout) {
    this.models = models;
    this.health = health;
    this.cache = cache;
    this.customers = customers;
    this.defaultModel = defaultModel;
    this.rollout = rollout;
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
    return predict(query, history, System.nanoTime());
  }

  /**
   * The same.
   *
   * @param arrived when the call came, by {@link System#nanoTime}
   */
  public Answer predict(PredictionQuery query, CustomerHistory history, long arrived) {
    ServedModel served = route(query.model(), "", arrived);
    Asked asked = asked(served, query, Optional.of(history), Optional.empty(), arrived);
    return observed(asked, Arm.CHAMPION, () -> predict(served.champion(), query, history));
  }

  private Answer predict(ServedVersion version, PredictionQuery query, CustomerHistory history) {
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

  /**
   * By id: by the version that serves this customer. Throws like {@link #predict(PredictionQuery,
   * CustomerHistory)}.
   */
  public Answer predict(PredictionQuery query, Customer customer) {
    return predict(query, customer, System.nanoTime());
  }

  /**
   * The same.
   *
   * @param arrived when the call came, before the customer was loaded
   */
  public Answer predict(PredictionQuery query, Customer customer, long arrived) {
    return predict(route(query.model(), customer.id(), arrived), query, customer, arrived);
  }

  /**
   * By ids, all by one state of the deployment; in their order. Throws likewise.
   *
   * @param checkpoint runs now and then; what it throws ends the work
   */
  public List<Answer> predictCustomers(
      PredictionQuery query, List<Customer> customers, Runnable checkpoint) {
    return predictCustomers(query, customers, checkpoint, System.nanoTime());
  }

  /**
   * The same.
   *
   * @param arrived when the call came, before the customers were loaded
   */
  public List<Answer> predictCustomers(
      PredictionQuery query, List<Customer> customers, Runnable checkpoint, long arrived) {
    ServedModel served = route(query.model(), "", arrived);
    List<Answer> answers = new ArrayList<>(customers.size());
    for (Customer customer : customers) {
      if (answers.size() % POINTS_CHUNK == 0) {
        checkpoint.run();
      }
      answers.add(predict(served, query, customer, arrived));
    }
    return answers;
  }

  private Answer predict(
      ServedModel served, PredictionQuery query, Customer customer, long arrived) {
    Arm arm = rollout.stopped(served) ? Arm.CHAMPION : CustomerSplit.arm(served, customer.id());
    Asked asked = asked(served, query, Optional.empty(), Optional.of(customer), arrived);
    return observed(asked, arm, () -> customers.predict(served.version(arm), arm, query, customer));
  }

  /**
   * Throws like {@link #predict}, but {@link InvalidRequest} with the row for a covariate that is
   * missing. Batches pass by the cache: they seldom repeat and would fill it.
   *
   * @param checkpoint runs now and then; what it throws ends the work
   */
  public BatchAnswer predictAll(
      PredictionQuery query, List<CustomerHistory> histories, Runnable checkpoint) {
    return predictAll(query, histories, checkpoint, System.nanoTime());
  }

  /**
   * The same.
   *
   * @param arrived when the call came, by {@link System#nanoTime}
   */
  public BatchAnswer predictAll(
      PredictionQuery query, List<CustomerHistory> histories, Runnable checkpoint, long arrived) {
    ServedModel served = route(query.model(), "", arrived);
    Asked asked = asked(served, query, Optional.empty(), Optional.empty(), arrived);
    ServedVersion version = served.champion();
    ValueTerms terms = query.terms().over(version.clvModel().terms());
    List<Prediction> points =
        points(version.clvModel().withTerms(terms), histories, query, checkpoint);
    List<Prediction> predictions =
        query.level() == 0
            ? points
            : intervals(version.intervals().withTerms(terms), histories, query, checkpoint);
    rollout.answered(asked, histories, predictions);
    return new BatchAnswer(version, predictions, terms);
  }

  private Asked asked(
      ServedModel served,
      PredictionQuery query,
      Optional<CustomerHistory> given,
      Optional<Customer> customer,
      long arrived) {
    return new Asked(served, query, given, customer, customers.today(), System.nanoTime(), arrived);
  }

  private Answer observed(Asked asked, Arm arm, Supplier<Answer> answer) {
    Answer made;
    try {
      made = answer.get();
    } catch (RuntimeException e) {
      rollout.failed(asked, arm, e);
      throw e;
    }
    return rollout.answered(asked, made);
  }

  private static List<Prediction> intervals(
      PredictionIntervals model,
      List<CustomerHistory> histories,
      PredictionQuery query,
      Runnable checkpoint) {
    List<Prediction> predictions = new ArrayList<>(histories.size());
    for (int from = 0; from < histories.size(); from += INTERVALS_CHUNK) {
      checkpoint.run();
      int to = Math.min(histories.size(), from + INTERVALS_CHUNK);
      predictions.addAll(
          model.predictAll(histories.subList(from, to), query.horizons(), query.level()));
    }
    return predictions;
  }

  private static List<Prediction> points(
      ClvModel model, List<CustomerHistory> histories, PredictionQuery query, Runnable checkpoint) {
    List<Prediction> predictions = new ArrayList<>(histories.size());
    for (int i = 0; i < histories.size(); i++) {
      if (i % POINTS_CHUNK == 0) {
        checkpoint.run();
      }
      try {
        predictions.add(model.predict(histories.get(i), query.horizons()));
      } catch (IllegalHistory e) { // this model needs what the history has not
        throw InvalidRequest.of(
            "histories[" + i + "]." + e.field(), String.valueOf(e.getMessage()));
      }
    }
    return predictions;
  }

  /**
   * Takes note of a request that failed before it came here.
   *
   * @param model as it was asked for; may be anything
   * @param customerId empty when none was named, or a wrong one
   */
  public void unanswered(String model, String customerId, RuntimeException cause, long arrived) {
    String name = model.isEmpty() ? defaultModel : model;
    rollout.unanswered(
        new Unanswered(ModelName.isValid(name) ? name : "", customerId, arrived), cause);
  }

  private ServedModel route(String model, String customerId, long arrived) {
    try {
      return route(model);
    } catch (RuntimeException e) {
      unanswered(model, customerId, e, arrived);
      throw e;
    }
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
