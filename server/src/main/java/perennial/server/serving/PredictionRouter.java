package perennial.server.serving;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import perennial.model.CustomerHistory;
import perennial.model.IllegalHistory;
import perennial.model.Prediction;
import perennial.model.ValueTerms;

/**
 * Decides which version answers, and asks it. Touches memory only. The served model is read once
 * per request, so all of a batch is answered by one state of the deployment.
 */
public final class PredictionRouter {
  private final ModelRoutes routes;
  private final PredictionCache cache;
  private final CustomerPredictions customers;
  private final Rollout rollout;

  PredictionRouter(
      ModelRoutes routes, PredictionCache cache, CustomerPredictions customers, Rollout rollout) {
    this.routes = routes;
    this.cache = cache;
    this.customers = customers;
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
    ServedModel served = routes.find(query.model(), "", arrived);
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
    return predict(routes.find(query.model(), customer.id(), arrived), query, customer, arrived);
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
    ServedModel served = routes.find(query.model(), "", arrived);
    List<Answer> answers = new ArrayList<>(customers.size());
    for (Customer customer : customers) {
      if (answers.size() % Rows.POINTS_CHUNK == 0) {
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
    ServedModel served = routes.find(query.model(), "", arrived);
    Asked asked = asked(served, query, Optional.empty(), Optional.empty(), arrived);
    BatchAnswer answer;
    try {
      answer = predictAll(served.champion(), query, histories, checkpoint);
    } catch (RuntimeException e) {
      rollout.failed(asked, Arm.CHAMPION, e);
      throw e;
    }
    rollout.answered(asked, histories, answer.predictions());
    return answer;
  }

  private static BatchAnswer predictAll(
      ServedVersion version,
      PredictionQuery query,
      List<CustomerHistory> histories,
      Runnable checkpoint) {
    ValueTerms terms = query.terms().over(version.clvModel().terms());
    return new BatchAnswer(
        version, Rows.predict(version, terms, query, histories, checkpoint), terms);
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

  /**
   * Takes note of a request that failed before it came here.
   *
   * @param model as it was asked for; may be anything
   * @param customerId empty when none was named, or a wrong one
   */
  public void unanswered(String model, String customerId, RuntimeException cause, long arrived) {
    routes.unanswered(model, customerId, cause, arrived);
  }

  /** The same for one that was refused before its model was known. */
  public void unread(RuntimeException cause, long arrived) {
    routes.unread(cause, arrived);
  }
}
