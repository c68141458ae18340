package perennial.admin.session;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The cookies: the session's token, the secret of the sign-in form before there is one, and a
 * secret that is on its way to the page that shows it once. All are unreadable to scripts and never
 * sent from other sites.
 */
public final class Cookies {
  private static final Duration SHOWN_WITHIN = Duration.ofMinutes(1);
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

  Optional<String> shownOnce(HttpRequest<?> request) {
    return request.getCookies().findCookie(prefix + "perennial-shown-once").map(Cookie::getValue);
  }

  Cookie newShownOnce(String secret) {
    return cookie("perennial-shown-once", secret, SHOWN_WITHIN);
  }

  /** Takes a secret away from the browser that has shown it. */
  public Cookie noShownOnce() {
    return cookie("perennial-shown-once", "", Duration.ZERO);
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
