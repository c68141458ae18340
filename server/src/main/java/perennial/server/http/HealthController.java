package perennial.server.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.util.List;
import perennial.server.serving.ModelStatus;
import perennial.server.serving.ServingHealth;

/** Whether the process lives, and whether requests should be sent to it. */
@Controller("/health")
@Requires(property = HttpEndpoint.PROGRAM, value = HttpEndpoint.SERVER)
final class HealthController {
  private final ServingHealth health;

  HealthController(ServingHealth health) {
    this.health = health;
  }

  record Live(String status) {}

  /**
   * @param status UP or DOWN
   * @param registry whether it answered last time: what is served may be stale otherwise
   */
  record Ready(String status, String registry, List<Model> models) {}

  record Model(String model, long version, long deployment, String state, String detail) {}

  @Get("/live")
  @Produces(MediaType.APPLICATION_JSON)
  byte[] live() {
    return Json.bytes(new Live("UP"));
  }

  @Get("/ready")
  @Produces(MediaType.APPLICATION_JSON)
  HttpResponse<byte[]> ready() {
    ServingHealth.Snapshot now = health.snapshot();
    Ready ready =
        new Ready(
            now.ready() ? "UP" : "DOWN",
            now.registryReachable() ? "reachable" : "away",
            now.models().stream().map(HealthController::model).toList());
    return HttpResponse.<byte[]>status(now.ready() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .contentType(MediaType.APPLICATION_JSON_TYPE)
        .body(Json.bytes(ready));
  }

  private static Model model(ModelStatus status) {
    return new Model(
        status.model(),
        status.servingVersion(),
        status.deploymentSequence(),
        status.state().name(),
        status.detail());
  }
}
