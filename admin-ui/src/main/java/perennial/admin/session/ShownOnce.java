package perennial.admin.session;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A secret on its way from the form that made it to the page that shows it. It travels in a cookie
 * that scripts cannot read and that the page deletes, so that nothing stores it and a second look
 * at the page does not show it again.
 *
 * @param what such as {@code key}
 * @param name whose it is
 */
public record ShownOnce(String what, String name, String secret) {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  /** The cookie that carries it. */
  public Cookie cookie(Cookies cookies) {
    byte[] text = String.join("\n", what, name, secret).getBytes(StandardCharsets.UTF_8);
    return cookies.newShownOnce(ENCODER.encodeToString(text));
  }

  /** The secret that was just made, if it is of this kind. */
  public static Optional<ShownOnce> of(HttpRequest<?> request, Cookies cookies, String what) {
    return cookies.shownOnce(request).flatMap(ShownOnce::parse).filter(s -> s.what().equals(what));
  }

  private static Optional<ShownOnce> parse(String cookie) {
    if (!cookie.matches("[A-Za-z0-9_-]{1,2000}") || cookie.length() % 4 == 1) {
      return Optional.empty();
    }
    byte[] bytes = Base64.getUrlDecoder().decode(cookie);
    String[] parts = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
    return parts.length == 3
        ? Optional.of(new ShownOnce(parts[0], parts[1], parts[2]))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "ShownOnce[" + what + " " + name + "]";
  }
}
