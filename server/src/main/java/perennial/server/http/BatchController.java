package perennial.server.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import perennial.server.admission.Admission;
import perennial.server.admission.Overloaded;
import perennial.server.metrics.PredictionSeries;
import perennial.server.metrics.ServerMetrics;
import perennial.server.serving.InvalidRequest;
import perennial.server.serving.PredictionRouter;
import perennial.server.serving.Source;
import perennial.server.threads.ComputingThreads;

/**
 * {@code POST /predict/batch}: many customers by their histories, all answered by one version. The
 * network's thread counts them and refuses what does not fit; reading and predicting is done by the
 * threads that compute.
 */
@Controller(BatchController.PATH)
@Requires(property = HttpEndpoint.PROGRAM, value = HttpEndpoint.SERVER)
final class BatchController {
  static final String PATH = "/predict/batch";

  private static final String METHOD = "POST " + PATH; // in metrics

  private final PredictionRouter router;
  private final Admission admission;
  private final ComputingThreads threads;
  private final PredictionSeries series;

  BatchController(
      PredictionRouter router,
      Admission admission,
      ComputingThreads threads,
      ServerMetrics metrics) {
    this.router = router;
    this.admission = admission;
    this.threads = threads;
    this.series = metrics.predictions();
  }

  /** One prediction a customer, in the request's order. */
  record Answer(
      @JsonProperty("served_by") ServedByJson servedBy, List<PredictionJson> predictions) {}

  @Post
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  CompletionStage<byte[]> predict(@Body byte @Nullable [] body) {
    long arrived = System.nanoTime();
    if (body == null) {
      throw noted("", InvalidRequest.of("body", "is missing"), arrived);
    }
    JsonBatchSize size = JsonBatchSize.of(body);
    Entered entered = new Entered(size.model(), arrived);
    entered.add(size.weight());
    try {
      return CompletableFuture.supplyAsync(() -> answer(body, entered), threads.executor())
          .whenComplete((answer, error) -> entered.leave());
    } catch (RuntimeException e) { // the server is ending
      entered.leave();
      throw e;
    }
  }

  private byte[] answer(byte[] body, Entered entered) {
    BatchBody batch;
    try {
      batch = BatchBody.read(body);
    } catch (InvalidRequest e) {
      throw noted(entered.model, e, entered.arrived);
    }
    entered.add(batch.weight() - entered.weight);
    PredictionRouter.BatchAnswer answer = predicted(batch, entered.arrived);
    byte[] json =
        Json.bytes(
            new Answer(
                ServedByJson.of(answer.servedBy(), answer.terms()),
                answer.predictions().stream().map(PredictionJson::of).toList()));
    long nanos = System.nanoTime() - entered.arrived;
    series.answered(METHOD, answer.servedBy(), Source.INDIVIDUAL, nanos);
    return json;
  }

  private PredictionRouter.BatchAnswer predicted(BatchBody batch, long arrived) {
    try {
      return router.predictAll(batch.query(), batch.histories(), () -> {}, arrived);
    } catch (InvalidRequest e) {
      throw e.in(words -> PredictBody.inWordsOfThisApi(words.replace("histories[", "customers[")));
    }
  }

  /** One row in the log for the whole batch. */
  private <E extends RuntimeException> E noted(String model, E error, long arrived) {
    router.unanswered(model, "", error, arrived);
    return error;
  }

  /** What one batch has of the admission. */
  private final class Entered {
    private final String model;
    private final long arrived;
    private int weight; // handed over with the work

    Entered(String model, long arrived) {
      this.model = model;
      this.arrived = arrived;
    }

    void add(int more) {
      if (more <= 0) {
        return;
      }
      try {
        admission.enterBatch(more);
      } catch (Overloaded e) {
        throw noted(model, e, arrived);
      }
      weight += more;
    }

    void leave() {
      admission.leave(weight);
    }
  }
}
