package perennial.admin.session;

import java.util.Optional;
import perennial.admin.page.Prose;
import perennial.registry.Reasons;

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

  /** What is wrong with it: the registry's rule, as a sentence. */
  public Optional<String> error() {
    if (Reasons.saysNothing(text)) {
      return Optional.of("Say why: the reason is kept in the audit.");
    }
    int length = text.codePointCount(0, text.length());
    return length > LONGEST
        ? Optional.of("The reason has %d characters; 1,000 fit.".formatted(length))
        : Reasons.wrong(text).map(Prose::sentence);
  }
}
