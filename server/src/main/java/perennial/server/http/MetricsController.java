package perennial.server.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import perennial.server.metrics.ServerMetrics;

/** {@code GET /metrics}, for Prometheus. Has no customer in it, and needs no key. */
@Controller("/metrics")
@Requires(property = HttpEndpoint.PROGRAM, value = HttpEndpoint.SERVER)
final class MetricsController {
  private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

  private final ServerMetrics metrics;

  MetricsController(ServerMetrics metrics) {
    this.metrics = metrics;
  }

  @Get
  @Produces(TEXT_FORMAT)
  String metrics() {
    return metrics.text();
  }
}
