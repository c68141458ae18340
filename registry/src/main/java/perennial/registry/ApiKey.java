package perennial.registry;

import java.time.Instant;
import java.util.Set;

/**
 * The key of a program; the key itself is known by its hash only.
 *
 * @param name who or what uses it
 * @param createdBy who issued it
 */
public record ApiKey(String name, Set<KeyScope> scopes, Instant createdAt, String createdBy) {
  public ApiKey {
    scopes = Set.copyOf(scopes);
  }
}
