package perennial.admin.session;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.RouteAttributes;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.Link;
import perennial.registry.Accounts;

/** Demands the session and the role that a route {@link Needs}; one without a need is closed. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class SessionFilter implements Ordered {
  private final Accounts accounts;
  private final Cookies cookies;

  SessionFilter(Accounts accounts, Cookies cookies) {
    this.accounts = accounts;
    this.cookies = cookies;
  }

  @Override
  public int getOrder() {
    return 100; // after SecurityHeaders, which then sees the responses made here
  }

  @RequestFilter
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Nullable HttpResponse<?> demandSession(HttpRequest<?> request) {
    String path = request.getPath();
    if (path.startsWith("/assets/")) {
      return null;
    }
    if (!reads(request) && fromAnotherSite(request)) {
      throw new ForgedForm();
    }
    Optional<SignedIn> who = signedIn(request);
    who.ifPresent(w -> w.attach(request));
    Access needed = needed(request);
    if (needed == Access.ANYBODY) {
      return null;
    }
    if (who.isEmpty()) {
      return HttpResponse.seeOther(URI.create("/login" + next(request)));
    }
    boolean allowed = path.equals("/password") || path.equals("/logout");
    if (who.get().mustChangePassword() && !allowed) {
      return HttpResponse.seeOther(URI.create("/password"));
    }
    if (!needed.allows(who.get().role())) {
      throw new Forbidden(needed, who.get().role());
    }
    return null;
  }

  /** What the route declares. An address without a route tells nobody outside that it is none. */
  private static Access needed(HttpRequest<?> request) {
    return RouteAttributes.getRouteMatch(request)
        .map(route ->
            route
                .getAnnotationMetadata()
                .enumValue(Needs.class, Access.class)
                .orElseThrow(() ->
                    new IllegalStateException("route " + route + " does not say whom it is for")))
        .orElse(Access.VIEWER);
  }

  private Optional<SignedIn> signedIn(HttpRequest<?> request) {
    return cookies
        .session(request)
        .filter(token -> !token.isEmpty())
        .flatMap(token ->
            accounts
                .session(token)
                .map(u -> new SignedIn(u.name(), u.role(), u.mustChangePassword(), token)));
  }

  /** A second fence beside the form's token: browsers say where a request comes from. */
  private static boolean fromAnotherSite(HttpRequest<?> request) {
    String site = request.getHeaders().get("Sec-Fetch-Site");
    return site != null && !site.equals("same-origin") && !site.equals("none");
  }

  private static String next(HttpRequest<?> request) {
    String wanted = reads(request) ? LocalPath.of(request.getUri().toString()) : "/";
    return wanted.equals("/") ? "" : "?" + Link.parameter("next", wanted);
  }

  private static boolean reads(HttpRequest<?> request) {
    return request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD;
  }
}
