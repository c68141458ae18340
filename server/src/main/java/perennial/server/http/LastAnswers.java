package perennial.server.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Says with each answer of a port that is about to close that its connection ends with it. */
@ServerFilter("/**")
@Requires(property = HttpEndpoint.PROGRAM, value = HttpEndpoint.SERVER)
final class LastAnswers {
  private final Connections connections;

  LastAnswers(Connections connections) {
    this.connections = connections;
  }

  @ResponseFilter
  void mark(MutableHttpResponse<?> response) {
    if (connections.leaving()) {
      var unused = response.header(HttpHeaders.CONNECTION, "close");
    }
  }
}
