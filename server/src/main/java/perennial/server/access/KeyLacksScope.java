package perennial.server.access;

import java.util.Set;
import java.util.stream.Collectors;
import perennial.registry.ApiKey;
import perennial.registry.KeyScope;

/** The key is live, and does not allow this call. */
public final class KeyLacksScope extends RuntimeException {
  private static final long serialVersionUID = 1;

  KeyLacksScope(ApiKey key, Set<KeyScope> needed) {
    super(
        "key '%s' has the scope %s; this call needs %s"
            .formatted(key.name(), text(key.scopes(), ", "), text(needed, " or ")),
        null,
        false,
        false);
  }

  private static String text(Set<KeyScope> scopes, String separator) {
    return scopes.stream().sorted().map(KeyScope::text).collect(Collectors.joining(separator));
  }
}
