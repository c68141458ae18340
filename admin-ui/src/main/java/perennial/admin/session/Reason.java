package perennial.admin.session;

import java.util.Optional;

/**
 * Why somebody changes something, as typed into the field {@code reason}.
 *
 * @param text in one line
 */
public record Reason(String text) {
  /** So many characters fit. */
  public static final int LONGEST = 1000;

  /** The field wraps and takes line breaks; a reason is one line. */
  public static Reason of(Form form) {
    return new Reason(form.text("reason").strip().replaceAll("\\s*[\\n\\r\\t]\\s*", " "));
  }

  /** What is wrong with it. */
  public Optional<String> error() {
    if (text.isEmpty()) {
      return Optional.of("Say why: the reason is kept in the audit.");
    }
    return text.length() > LONGEST
        ? Optional.of("The reason has %d characters; 1,000 fit.".formatted(text.length()))
        : Optional.empty();
  }
}
