package perennial.registry;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the key of a program allows. */
public enum KeyScope {
  /** Predictions, and the state of a customer. */
  PREDICT,
  /** Recording what customers do. */
  EVENTS,
  /** Changes of deployments. */
  REGISTRY,
  /** Exporting, erasing and readmitting customers. */
  ADMIN;

  /** As people write it, such as {@code predict}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The scope of that text; empty for one that is none. */
  public static Optional<KeyScope> of(String text) {
    return Arrays.stream(values()).filter(scope -> scope.text().equals(text)).findFirst();
  }

  /** Several, such as {@code predict,events}, as they are stored. */
  static String joined(Set<KeyScope> scopes) {
    return scopes.stream().sorted().map(KeyScope::text).collect(Collectors.joining(","));
  }

  /** What {@link #joined} wrote; a scope that this software does not know allows nothing here. */
  static Set<KeyScope> parsed(String joined) {
    Set<KeyScope> scopes = EnumSet.noneOf(KeyScope.class);
    for (String text : joined.split(",")) {
      of(text).ifPresent(scopes::add);
    }
    return scopes;
  }
}
