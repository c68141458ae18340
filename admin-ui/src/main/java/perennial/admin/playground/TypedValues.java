package perennial.admin.playground;

import java.util.Optional;
import java.util.function.Supplier;
import perennial.admin.page.FormErrors;
import perennial.admin.page.Prose;

/** Reads the fields of a form one by one, and keeps what is wrong with each. */
final class TypedValues {
  private FormErrors errors = FormErrors.NONE;

  /** In the order in which they were read. */
  FormErrors errors() {
    return errors;
  }

  /** Whether nothing is wrong with any of these. */
  boolean areRight(String... fields) {
    for (String field : fields) {
      if (errors.at(field) != null) {
        return false;
      }
    }
    return true;
  }

  void refuse(String field, String why) {
    errors = errors.with(field, Optional.of(Prose.sentence(why)));
  }

  /** What the text of a field means; the other value where it means nothing. */
  <T> T read(String field, T otherwise, Supplier<T> meaning) {
    try {
      return meaning.get();
    } catch (IllegalArgumentException e) {
      refuse(field, String.valueOf(e.getMessage()));
      return otherwise;
    }
  }
}
