package perennial.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import perennial.registry.ledger.CustomerId;
import perennial.registry.ledger.CustomerState;
import perennial.registry.ledger.IllegalEvent;
import perennial.server.admission.Admission;
import perennial.server.admission.Overloaded;
import perennial.server.customers.CustomerStates;
import perennial.server.metrics.PredictionSeries;
import perennial.server.metrics.ServerMetrics;
import perennial.server.serving.Answer;
import perennial.server.serving.Customer;
import perennial.server.serving.InvalidRequest;
import perennial.server.serving.PredictionRouter;

/** {@code GET /customers/{id}/prediction}: one customer of the ledger. */
@Controller("/customers")
@Requires(property = HttpEndpoint.PROGRAM, value = HttpEndpoint.SERVER)
final class CustomerController {
  private static final String METHOD = "GET /customers/{id}/prediction"; // in metrics

  private final PredictionRouter router;
  private final CustomerStates customers;
  private final Admission admission;
  private final PredictionSeries series;

  CustomerController(
      PredictionRouter router,
      CustomerStates customers,
      Admission admission,
      ServerMetrics metrics) {
    this.router = router;
    this.customers = customers;
    this.admission = admission;
    this.series = metrics.predictions();
  }

  /**
   * The prediction and how it came about.
   *
   * @param stateAsOf time of the last event that it was made from; absent for an unknown customer
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({
    "source",
    "arm",
    "cohort",
    "prediction_id",
    "state_as_of",
    "state_calculated_at",
    "served_by",
    "prediction"
  })
  record Result(
      String source,
      String arm,
      @Nullable String cohort,
      @JsonProperty("prediction_id") @Nullable String predictionId,
      @JsonProperty("state_as_of") @Nullable String stateAsOf,
      @JsonProperty("state_calculated_at") @Nullable String stateCalculatedAt,
      @JsonProperty("served_by") ServedByJson servedBy,
      PredictionJson prediction) {}

  @Get("/{id}/prediction")
  @ExecuteOn(TaskExecutors.BLOCKING) // a customer who is not remembered is loaded
  @Produces(MediaType.APPLICATION_JSON)
  byte[] predict(@PathVariable String id, HttpRequest<?> request) {
    long arrived = System.nanoTime();
    CustomerQuery query = read(id, request.getParameters(), arrived);
    enter(query, id, arrived);
    try {
      Customer customer = new Customer(id, query.attributes(), state(query, id, arrived));
      Answer answer = router.predict(query.query(), customer, arrived);
      series.answered(METHOD, answer.servedBy(), answer.source(), System.nanoTime() - arrived);
      return Json.bytes(result(answer));
    } catch (InvalidRequest e) { // of the terms, which are parameters here
      throw e.in(words -> words.replace("terms.", ""));
    } finally {
      admission.leave(1);
    }
  }

  private CustomerQuery read(String id, HttpParameters parameters, long arrived) {
    try {
      CustomerQuery query = CustomerQuery.read(parameters);
      String unused = CustomerId.require(id);
      return query;
    } catch (InvalidRequest e) {
      throw noted(parameters, e, arrived);
    } catch (IllegalEvent e) {
      throw noted(parameters, InvalidRequest.of("id", e.rule()), arrived);
    }
  }

  private InvalidRequest noted(HttpParameters parameters, InvalidRequest wrong, long arrived) {
    router.unanswered(parameters.get("model", String.class, ""), "", wrong, arrived);
    return wrong;
  }

  private void enter(CustomerQuery query, String customerId, long arrived) {
    try {
      admission.enterSingle();
    } catch (Overloaded e) {
      router.unanswered(query.query().model(), customerId, e, arrived);
      throw e;
    }
  }

  private Optional<CustomerState> state(CustomerQuery query, String customerId, long arrived) {
    try {
      return customers.load(customerId).state();
    } catch (RuntimeException e) {
      router.unanswered(query.query().model(), customerId, e, arrived);
      throw e;
    }
  }

  private static Result result(Answer answer) {
    return new Result(
        answer.source().name(),
        answer.arm().name(),
        answer.cohort().isEmpty() ? null : answer.cohort(),
        answer.id().map(UUID::toString).orElse(null),
        answer.state().map(CustomerState::lastEventAt).map(Object::toString).orElse(null),
        answer.state().map(CustomerState::calculatedAt).map(Object::toString).orElse(null),
        ServedByJson.of(answer.servedBy(), answer.terms()),
        PredictionJson.of(answer.prediction()));
  }
}
