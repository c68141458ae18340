package perennial.server.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import perennial.registry.RegistryUnavailable;
import perennial.server.access.KeyLacksScope;
import perennial.server.access.NoKey;
import perennial.server.access.TooManyUnknownKeys;
import perennial.server.admission.Overloaded;
import perennial.server.logging.FewLines;
import perennial.server.serving.InvalidRequest;
import perennial.server.serving.ModelNotServed;
import perennial.server.serving.NothingServedYet;
import perennial.server.serving.PredictionRouter;

/**
 * The one place where an error becomes an HTTP status: ours, and those that the framework finds by
 * itself. All answers are problem documents (RFC 9457).
 */
@Singleton
@Requires(property = HttpEndpoint.PROGRAM, value = HttpEndpoint.SERVER)
@SuppressWarnings("rawtypes") // as the framework's interfaces want it
final class HttpErrors
    implements ExceptionHandler<RuntimeException, HttpResponse<?>>, ErrorResponseProcessor<byte[]> {
  private static final Logger log = LoggerFactory.getLogger(HttpErrors.class);
  private static final String CUSTOMERS = "/customers/";
  private static final MediaType PROBLEM = MediaType.of("application/problem+json");

  /** Of a prediction: too large, or not in JSON. */
  private static final Set<Integer> UNREADABLE = Set.of(413, 415);

  private final FewLines outage = new FewLines();
  private final Provider<PredictionRouter> router;

  HttpErrors(Provider<PredictionRouter> router) {
    this.router = router;
  }

  /**
   * @param type identifies the kind of problem; {@code about:blank}: the status says it all
   */
  record Problem(
      String type, String title, int status, String detail, List<Violation> violations) {}

  record Violation(String field, String message) {}

  @Override
  public HttpResponse<?> handle(HttpRequest request, RuntimeException error) {
    return switch (error) {
      case InvalidRequest e ->
          problem(HttpResponse.badRequest(), String.valueOf(e.getMessage()), violations(e));
      case NoKey e ->
          problem(
              HttpResponse.<Object>unauthorized().header("WWW-Authenticate", "Bearer"),
              String.valueOf(e.getMessage()),
              List.of());
      case KeyLacksScope e ->
          problem(
              HttpResponse.status(HttpStatus.FORBIDDEN), String.valueOf(e.getMessage()), List.of());
      case Overloaded e -> tooMany(e, e.retryAfter());
      case TooManyUnknownKeys e -> tooMany(e, e.retryAfter());
      case RegistryUnavailable e -> {
        String id = RequestId.of(request);
        try (var context = MDC.putCloseable(RequestId.MDC_KEY, id)) {
          outage.write(more ->
              log.warn("{} could not be answered: {}{}", shown(request), e.getMessage(), more));
        }
        yield problem(
            HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header("Retry-After", "5")
                .header(RequestId.HEADER, id),
            "the database cannot be reached",
            List.of());
      }
      case CompletionException e when e.getCause() instanceof RuntimeException cause ->
          handle(request, cause);
      case ModelNotServed e ->
          problem(HttpResponse.notFound(), String.valueOf(e.getMessage()), List.of());
      case NothingServedYet e ->
          problem(
              HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE).header("Retry-After", "1"),
              String.valueOf(e.getMessage()),
              List.of());
      default -> {
        String id = RequestId.of(request);
        logged(id, request, error);
        yield problem(
            HttpResponse.serverError().header(RequestId.HEADER, id),
            "unexpected error; the server's log has it as request " + id,
            List.of());
      }
    };
  }

  private static HttpResponse<?> tooMany(RuntimeException error, Duration retryAfter) {
    return problem(
        HttpResponse.status(HttpStatus.TOO_MANY_REQUESTS)
            .header("Retry-After", Long.toString(retryAfter.plusMillis(999).toSeconds())),
        String.valueOf(error.getMessage()),
        List.of());
  }

  @Override
  public MutableHttpResponse<byte[]> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    if (response.code() >= 500) {
      String id = RequestId.of(context.getRequest());
      logged(id, context.getRequest(), context.getRootCause().orElse(null));
      return problem(
          response.header(RequestId.HEADER, id),
          "unexpected error; the server's log has it as request " + id,
          List.of());
    }
    String detail =
        context.getErrors().stream()
            .findFirst()
            .map(Error::getMessage)
            .orElseGet(() -> String.valueOf(response.reason()));
    if (UNREADABLE.contains(response.code())) {
      noted(context.getRequest(), InvalidRequest.of("body", detail));
    }
    return problem(response, detail, List.of());
  }

  /** A request that no controller reads has its row in the prediction log too. */
  private void noted(HttpRequest<?> request, InvalidRequest cause) {
    if (!KeyFilter.hasLetIn(request)) {
      return;
    }
    switch (request.getPath()) {
      case PredictController.PATH -> router.get().unanswered("", "", cause, System.nanoTime());
      case BatchController.PATH -> router.get().unread(cause, System.nanoTime());
      default -> {}
    }
  }

  /** The path without a customer's id: no log has one. */
  private static String shown(HttpRequest<?> request) {
    String path = request.getPath();
    return path.startsWith(CUSTOMERS) ? CUSTOMERS + "..." : path;
  }

  private static void logged(String id, HttpRequest<?> request, @Nullable Throwable error) {
    try (var context = MDC.putCloseable(RequestId.MDC_KEY, id)) {
      log.error("request {} to {} failed", id, shown(request), error);
    }
  }

  private static List<Violation> violations(InvalidRequest error) {
    return error.violations().stream().map(v -> new Violation(v.field(), v.description())).toList();
  }

  private static MutableHttpResponse<byte[]> problem(
      MutableHttpResponse<?> response, String detail, List<Violation> violations) {
    Problem problem =
        new Problem("about:blank", response.reason(), response.code(), detail, violations);
    return response.contentType(PROBLEM).body(Json.bytes(problem));
  }
}
