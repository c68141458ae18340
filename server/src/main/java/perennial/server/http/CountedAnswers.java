package perennial.server.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import perennial.server.metrics.ServerMetrics;

/** Counts every answer, those of the framework too, by its route and status. */
@ServerFilter("/**")
@Requires(property = HttpEndpoint.PROGRAM, value = HttpEndpoint.SERVER)
final class CountedAnswers {
  private static final String CUSTOMERS = "/customers/";

  private final ServerMetrics metrics;

  CountedAnswers(ServerMetrics metrics) {
    this.metrics = metrics;
  }

  @ResponseFilter
  void count(HttpRequest<?> request, MutableHttpResponse<?> response) {
    metrics.http().answered(route(request.getPath()), response.code());
  }

  private static String route(String path) {
    return switch (path) {
      case PredictController.PATH, BatchController.PATH -> path;
      default -> path.startsWith(CUSTOMERS) ? "/customers/{id}/prediction" : "other";
    };
  }
}
