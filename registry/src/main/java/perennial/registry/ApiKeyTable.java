package perennial.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Keys of programs, within the caller's transaction. They are known by their hash only. */
final class ApiKeyTable {
  private ApiKeyTable() {}

  /** The keys of the same name stop working. */
  static void replace(
      Handle handle, byte[] sha256, String name, Set<KeyScope> scopes, String actor, Instant now) {
    // Two at once would not see each other's key.
    handle
        .createUpdate("SELECT pg_advisory_xact_lock(hashtextextended('api key ' || :name, 0))")
        .bind("name", name)
        .execute();
    revoke(handle, name, now);
    handle
        .createUpdate(
            """
            INSERT INTO api_keys (key_sha256, name, scope, created_at, created_by)
            VALUES (:key, :name, :scope, :now, :actor)
            """)
        .bind("key", sha256)
        .bind("name", name)
        .bind("scope", KeyScope.joined(scopes))
        .bind("now", Sql.time(now))
        .bind("actor", actor)
        .execute();
  }

  /** How many stop working. */
  static int revoke(Handle handle, String name, Instant now) {
    return handle
        .createUpdate(
            "UPDATE api_keys SET revoked_at = :now WHERE name = :name AND revoked_at IS NULL")
        .bind("name", name)
        .bind("now", Sql.time(now))
        .execute();
  }

  /**
   * Those of the keys that are live, by hash.
   *
   * @param sha256 hashes in lower-case hex
   */
  static Map<String, ApiKey> find(Handle handle, Set<String> sha256) {
    Map<String, ApiKey> found = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT asked.hash, name, scope, created_at, created_by
            FROM unnest(CAST(:hashes AS text[])) AS asked (hash)
            JOIN api_keys ON key_sha256 = decode(asked.hash, 'hex')
            WHERE revoked_at IS NULL
            """)
        .bindArray("hashes", String.class, sha256)
        .map((row, context) -> Map.entry(row.getString("hash"), key(row)))
        .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    return found;
  }

  static List<ApiKey> live(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT name, scope, created_at, created_by FROM api_keys
            WHERE revoked_at IS NULL
            ORDER BY name
            """)
        .map((row, context) -> key(row))
        .list();
  }

  private static ApiKey key(ResultSet row) throws SQLException {
    return new ApiKey(
        row.getString("name"),
        KeyScope.parsed(row.getString("scope")),
        Sql.instant(row, "created_at"),
        row.getString("created_by"));
  }
}
