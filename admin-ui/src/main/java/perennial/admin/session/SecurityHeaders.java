package perennial.admin.session;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * Tells the browser to run no script but ours where a page needs it, load nothing from elsewhere
 * and show us in no frame.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
public final class SecurityHeaders implements Ordered {
  private static final String NAME = "Content-Security-Policy";
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  /** Lets one page run the script that we serve ourselves, and let it talk to us alone. */
  public static <T> MutableHttpResponse<T> allowOurScript(MutableHttpResponse<T> response) {
    return response.header(NAME, POLICY + "; script-src 'self'; connect-src 'self'");
  }

  @Override
  public int getOrder() {
    return 0;
  }

  @ResponseFilter
  void secure(MutableHttpResponse<?> response) {
    if (!response.getHeaders().contains(NAME)) {
      response.header(NAME, POLICY);
    }
    response
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("Referrer-Policy", "same-origin")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    if (!response.getHeaders().contains(HttpHeaders.CACHE_CONTROL)) {
      response.header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
  }
}
