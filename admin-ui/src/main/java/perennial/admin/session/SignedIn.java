package perennial.admin.session;

import io.micronaut.http.HttpRequest;
import java.util.Optional;
import perennial.registry.Role;

/**
 * Who makes a request.
 *
 * @param token of the session; secret
 */
public record SignedIn(String user, Role role, boolean mustChangePassword, String token) {
  private static final String ATTRIBUTE = "perennial.signed-in";

  /** The person behind a request that passed {@link SessionFilter}. */
  public static SignedIn of(HttpRequest<?> request) {
    return maybe(request).orElseThrow(() -> new IllegalStateException("nobody is signed in"));
  }

  /** The same on pages that anybody may see. */
  public static Optional<SignedIn> maybe(HttpRequest<?> request) {
    return request.getAttribute(ATTRIBUTE, SignedIn.class);
  }

  void attach(HttpRequest<?> request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /** What this person may do. */
  public Rights rights() {
    return Rights.of(role);
  }

  /** The token that this session's forms carry. */
  public String csrf() {
    return Csrf.token(token);
  }

  @Override
  public String toString() {
    return "SignedIn[" + user + "]";
  }
}
