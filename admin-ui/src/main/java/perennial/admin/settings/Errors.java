package perennial.admin.settings;

import java.util.Objects;

/** What was wrong with a form, as its page says it. */
final class Errors {
  private Errors() {}

  static String sentence(RuntimeException e) {
    String text = Objects.requireNonNullElse(e.getMessage(), "this is not accepted");
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }
}
