package perennial.registry;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Keys of programs, within the caller's transaction. They are known by their hash only. */
final class ApiKeyTable {
  private ApiKeyTable() {}

  /** The keys of the same name stop working. */
  static void replace(
      Handle handle, byte[] sha256, String name, String scope, String actor, Instant now) {
    handle
        .createUpdate(
            "UPDATE api_keys SET revoked_at = :now WHERE name = :name AND revoked_at IS NULL")
        .bind("name", name)
        .bind("now", Sql.time(now))
        .execute();
    handle
        .createUpdate(
            """
            INSERT INTO api_keys (key_sha256, name, scope, created_at, created_by)
            VALUES (:key, :name, :scope, :now, :actor)
            """)
        .bind("key", sha256)
        .bind("name", name)
        .bind("scope", scope)
        .bind("now", Sql.time(now))
        .bind("actor", actor)
        .execute();
  }

  static Optional<String> find(Handle handle, byte[] sha256, String scope) {
    return handle
        .createQuery(
            """
            SELECT name FROM api_keys
            WHERE key_sha256 = :key AND scope = :scope AND revoked_at IS NULL
            """)
        .bind("key", sha256)
        .bind("scope", scope)
        .mapTo(String.class)
        .findOne();
  }
}
