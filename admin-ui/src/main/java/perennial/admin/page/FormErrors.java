package perennial.admin.page;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a form as it was typed: sentences, each about one of its fields.
 *
 * @param all in the order of the fields
 */
public record FormErrors(List<Wrong> all) {
  /** Nothing is wrong. */
  public static final FormErrors NONE = new FormErrors(List.of());

  /**
   * One sentence.
   *
   * @param field its name, which is its id on the page too
   */
  public record Wrong(String field, String text) {}

  /** The same with what is wrong with one more field. */
  public FormErrors with(String field, Optional<String> text) {
    return text.map(t ->
            new FormErrors(Stream.concat(all.stream(), Stream.of(new Wrong(field, t))).toList()))
        .orElse(this);
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** What is wrong with that field; null when nothing is. */
  public @Nullable String at(String field) {
    return all.stream()
        .filter(w -> w.field().equals(field))
        .findFirst()
        .map(Wrong::text)
        .orElse(null);
  }

  /** The ids of what describes a field: what is wrong with it, then its hint. */
  public String describing(String field, String hint) {
    return at(field) == null ? hint : field + "-wrong " + hint;
  }
}
