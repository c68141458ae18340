package perennial.admin.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line to type into, as {@code fragments/form.html} writes it.
 *
 * @param name in the form, and its id on the page
 * @param label what it is
 * @param hint in small beside the label; may be empty
 * @param value as typed, or as it is
 * @param mode which keys a phone shows: {@code numeric}, {@code decimal} or {@code text}
 * @param length the most characters
 * @param grey what is shown while it is empty
 * @param wrong what is wrong with it; null when nothing is
 */
public record Field(
    String name,
    String label,
    String hint,
    String value,
    String mode,
    int length,
    String grey,
    @Nullable String wrong) {

  /** A whole number of so many digits. */
  public static Field whole(String name, String label, String hint, String value, int digits) {
    return new Field(name, label, hint, value, "numeric", digits, "", null);
  }

  /** The same with what is wrong with it. */
  public Field judged(FormErrors errors) {
    return new Field(name, label, hint, value, mode, length, grey, errors.at(name));
  }

  /** The same fields with what is wrong with each. */
  public static List<Field> judged(List<Field> fields, FormErrors errors) {
    return fields.stream().map(f -> f.judged(errors)).toList();
  }
}
