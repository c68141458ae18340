package perennial.admin.session;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The two cookies: the session's token, and the secret of the sign-in form before there is one.
 * Both are unreadable to scripts and never sent from other sites.
 */
public final class Cookies {
  private static final Duration SIGN_IN_TIME = Duration.ofHours(1);

  private final SecureRandom random = new SecureRandom();
  private final boolean secure;
  private final Duration sessionLifetime;
  private final String prefix;

  /**
   * @param secure whether browsers send them over HTTPS only
   */
  public Cookies(boolean secure, Duration sessionLifetime) {
    this.secure = secure;
    this.sessionLifetime = sessionLifetime;
    this.prefix = secure ? "__Host-" : "";
  }

  Duration sessionLifetime() {
    return sessionLifetime;
  }

  Optional<String> session(HttpRequest<?> request) {
    return request.getCookies().findCookie(prefix + "perennial").map(Cookie::getValue);
  }

  Optional<String> signIn(HttpRequest<?> request) {
    return request.getCookies().findCookie(prefix + "perennial-sign-in").map(Cookie::getValue);
  }

  Cookie newSession(String token) {
    return cookie("perennial", token, sessionLifetime);
  }

  Cookie newSignIn(String secret) {
    return cookie("perennial-sign-in", secret, SIGN_IN_TIME);
  }

  Cookie noSession() {
    return cookie("perennial", "", Duration.ZERO);
  }

  Cookie noSignIn() {
    return cookie("perennial-sign-in", "", Duration.ZERO);
  }

  String newSecret() {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private Cookie cookie(String name, String value, Duration maxAge) {
    return Cookie.of(prefix + name, value)
        .path("/")
        .httpOnly(true)
        .secure(secure)
        .sameSite(SameSite.Strict)
        .maxAge(maxAge.toSeconds());
  }
}
