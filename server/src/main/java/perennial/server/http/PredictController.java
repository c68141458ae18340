package perennial.server.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.exceptions.HttpStatusException;
import org.jspecify.annotations.Nullable;
import perennial.model.CustomerHistory;
import perennial.model.HorizonPrediction;
import perennial.model.Horizons;
import perennial.model.IllegalHistory;
import perennial.server.metrics.PredictionSeries;
import perennial.server.metrics.ServerMetrics;
import perennial.server.serving.InvalidRequest;
import perennial.server.serving.PredictionQuery;
import perennial.server.serving.PredictionRouter;
import perennial.server.serving.RequestedTerms;

/** {@code POST /predict}: one customer, the default model, 30 and 90 days. Never blocks. */
@Controller(PredictController.PATH)
@Requires(property = HttpEndpoint.PROGRAM, value = HttpEndpoint.SERVER)
final class PredictController {
  static final String PATH = "/predict";

  private static final String METHOD = "POST " + PATH; // in metrics

  private static final int MAX_BYTES = 16 * 1024; // a request has about 80
  private static final Horizons HORIZONS = Horizons.ofDays(30, 90);
  private static final PredictionQuery QUERY =
      new PredictionQuery("", HORIZONS, 0, RequestedTerms.NONE);

  private final PredictionRouter router;
  private final PredictionSeries series;

  PredictController(PredictionRouter router, ServerMetrics metrics) {
    this.router = router;
    this.series = metrics.predictions();
  }

  /** The answer; money in the currency. */
  @JsonPropertyOrder({
    "p_alive",
    "expected_purchases_30d",
    "expected_purchases_90d",
    "expected_spend",
    "clv_30d",
    "clv_90d",
    "currency",
    "model",
    "version"
  })
  record Answer(
      @JsonProperty("p_alive") double probabilityAlive,
      @JsonProperty("expected_purchases_30d") double expectedPurchases30Days,
      @JsonProperty("expected_purchases_90d") double expectedPurchases90Days,
      @JsonProperty("expected_spend") double expectedSpend,
      @JsonProperty("clv_30d") double clv30Days,
      @JsonProperty("clv_90d") double clv90Days,
      @JsonProperty("currency") String currency,
      @JsonProperty("model") String model,
      @JsonProperty("version") long version) {}

  @Post
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  byte[] predict(HttpRequest<?> request, @Body byte @Nullable [] body) {
    long arrived = System.nanoTime();
    // The framework takes a type that it cannot read for none at all.
    if (request.getHeaders().contains(HttpHeaders.CONTENT_TYPE)
        && request.getContentType().isEmpty()) {
      throw new HttpStatusException(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Content-Type must be application/json");
    }
    if (body != null && body.length > MAX_BYTES) {
      throw new HttpStatusException(
          HttpStatus.REQUEST_ENTITY_TOO_LARGE,
          "one customer takes at most " + MAX_BYTES + " bytes");
    }
    perennial.server.serving.Answer answer = answer(read(body, arrived), arrived);
    series.answered(METHOD, answer.servedBy(), answer.source(), System.nanoTime() - arrived);
    HorizonPrediction month = answer.prediction().horizons().get(0);
    HorizonPrediction quarter = answer.prediction().horizons().get(1);
    return Json.bytes(
        new Answer(
            answer.prediction().probabilityAlive(),
            month.expectedPurchases(),
            quarter.expectedPurchases(),
            answer.prediction().expectedSpend(),
            month.clv(),
            quarter.clv(),
            answer.servedBy().clvModel().terms().currency(),
            answer.servedBy().model(),
            answer.servedBy().number()));
  }

  private CustomerHistory read(byte @Nullable [] body, long arrived) {
    try {
      if (body == null) {
        throw InvalidRequest.of("body", "is missing");
      }
      return PredictBody.read(body);
    } catch (InvalidRequest e) {
      router.unanswered(QUERY.model(), "", e, arrived);
      throw e;
    }
  }

  private perennial.server.serving.Answer answer(CustomerHistory history, long arrived) {
    try {
      return router.predict(QUERY, history, arrived);
    } catch (IllegalHistory e) {
      throw InvalidRequest.of(
          e.field(), e.getMessage() + "; this request takes no covariates: send it over gRPC");
    }
  }
}
