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
import org.jspecify.annotations.Nullable;
import perennial.registry.KeyScope;
import perennial.server.access.ApiKeys;
import perennial.server.access.Bearer;

/**
 * Lets predictions in by the same keys as gRPC. A key that is not remembered is looked up aside.
 */
@ServerFilter({"/predict/**", "/customers/**"})
@Requires(property = HttpEndpoint.PROGRAM, value = HttpEndpoint.SERVER)
final class KeyFilter {
  private static final Set<KeyScope> NEEDED = Set.of(KeyScope.PREDICT);
  private static final Executor ASIDE = task -> Thread.ofVirtual().start(task);

  private final ApiKeys keys;

  KeyFilter(ApiKeys keys) {
    this.keys = keys;
  }

  @RequestFilter
  CompletionStage<@Nullable Void> check(HttpRequest<?> request) {
    if (!keys.required()) {
      return CompletableFuture.completedFuture(null);
    }
    String key = Bearer.key(request.getHeaders().get(HttpHeaders.AUTHORIZATION));
    if (keys.remembers(key)) {
      keys.check(key, NEEDED);
      return CompletableFuture.completedFuture(null);
    }
    return CompletableFuture.runAsync(() -> keys.check(key, NEEDED), ASIDE);
  }
}
