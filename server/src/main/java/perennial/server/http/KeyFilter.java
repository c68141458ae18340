package perennial.server.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import perennial.registry.KeyScope;
import perennial.server.access.ApiKeys;
import perennial.server.access.Bearer;

/**
 * Lets predictions in by the same keys as gRPC. A key that is not remembered is looked up aside.
 * Whoever is not let in leaves nothing in the prediction log.
 */
@ServerFilter({"/predict/**", "/customers/**"})
@Requires(property = HttpEndpoint.PROGRAM, value = HttpEndpoint.SERVER)
final class KeyFilter {
  private static final Set<KeyScope> NEEDED = Set.of(KeyScope.PREDICT);
  private static final Executor ASIDE = task -> Thread.ofVirtual().start(task);

  private static final String LET_IN = "perennial.let-in";

  private final ApiKeys keys;

  KeyFilter(ApiKeys keys) {
    this.keys = keys;
  }

  /**
   * The request, when its caller is let in. Not a stage of nothing: the framework takes that for a
   * filter which decides nothing, and does not wait for it.
   */
  @RequestFilter
  CompletionStage<HttpRequest<?>> check(HttpRequest<?> request) {
    String key = Bearer.key(request.getHeaders().get(HttpHeaders.AUTHORIZATION));
    if (keys.required() && !keys.remembers(key)) {
      return CompletableFuture.supplyAsync(() -> letIn(request, key), ASIDE);
    }
    return CompletableFuture.completedFuture(letIn(request, key));
  }

  private HttpRequest<?> letIn(HttpRequest<?> request, String key) {
    if (keys.required()) {
      keys.check(key, NEEDED);
    }
    return request.setAttribute(LET_IN, true);
  }

  /** Whether the caller was let in. */
  static boolean hasLetIn(HttpRequest<?> request) {
    return request.getAttribute(LET_IN).isPresent();
  }
}
