package perennial.admin.session;

import io.micronaut.http.HttpRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a submitted form whose token was verified. */
public final class Form {
  private final Map<String, Object> fields;

  private Form(@Nullable Map<String, Object> fields) {
    this.fields = fields == null ? Map.of() : fields;
  }

  /**
   * The form of somebody who is signed in.
   *
   * @throws ForgedForm when it does not carry the session's token
   */
  public static Form verified(HttpRequest<?> request, @Nullable Map<String, Object> fields) {
    return verified(SignedIn.of(request).token(), fields);
  }

  static Form verified(String cookieSecret, @Nullable Map<String, Object> fields) {
    Form form = new Form(fields);
    Csrf.verify(cookieSecret, form.text("csrf"));
    return form;
  }

  /** A field as sent; empty when it is absent or was sent twice. */
  public String text(String name) {
    return fields.get(name) instanceof String text ? text : "";
  }

  /**
   * A hidden whole number.
   *
   * @throws IllegalArgumentException naming the field
   */
  public long number(String name) {
    try {
      return Long.parseLong(text(name));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "field %s must be a whole number, not '%s'".formatted(name, text(name)), e);
    }
  }
}
