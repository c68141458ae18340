package perennial.server.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.server.admission.Admission;
import perennial.server.serving.InvalidRequest;
import perennial.server.serving.PredictionRouter;

/** {@code POST /predict/batch}: many customers by their histories, all answered by one version. */
@Controller("/predict/batch")
@Requires(property = HttpEndpoint.PROGRAM, value = HttpEndpoint.SERVER)
final class BatchController {
  private final PredictionRouter router;
  private final Admission admission;

  BatchController(PredictionRouter router, Admission admission) {
    this.router = router;
    this.admission = admission;
  }

  /** One prediction a customer, in the request's order. */
  record Answer(
      @JsonProperty("served_by") ServedByJson servedBy, List<PredictionJson> predictions) {}

  @Post
  @ExecuteOn(TaskExecutors.BLOCKING) // it computes for too long for the network's thread
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  byte[] predict(@Body byte @Nullable [] body) {
    if (body == null) {
      throw InvalidRequest.of("body", "is missing");
    }
    BatchBody batch = BatchBody.read(body);
    int weight = batch.weight();
    admission.enterBatch(weight);
    try {
      return answer(batch);
    } finally {
      admission.leave(weight);
    }
  }

  private byte[] answer(BatchBody batch) {
    PredictionRouter.BatchAnswer answer =
        router.predictAll(batch.query(), batch.histories(), () -> {});
    return Json.bytes(
        new Answer(
            ServedByJson.of(answer.servedBy(), answer.terms()),
            answer.predictions().stream().map(PredictionJson::of).toList()));
  }
}
