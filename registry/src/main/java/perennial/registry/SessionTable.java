package perennial.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import perennial.registry.Accounts.User;

/** Sessions of people, within the caller's transaction. Tokens are known by their hash only. */
final class SessionTable {
  /** A session that is not used for this long is over. */
  static final Duration IDLE = Duration.ofHours(2);

  private static final Duration SEEN_RESOLUTION = Duration.ofMinutes(1);

  private SessionTable() {}

  static void insert(Handle handle, byte[] tokenSha256, String user, Instant now, Duration life) {
    handle
        .createUpdate("DELETE FROM sessions WHERE expires_at < :now")
        .bind("now", Sql.time(now))
        .execute();
    handle
        .createUpdate(
            """
            INSERT INTO sessions (token_sha256, user_name, started_at, expires_at, last_seen_at)
            VALUES (:token, :user, :now, :expires, :now)
            """)
        .bind("token", tokenSha256)
        .bind("user", user)
        .bind("now", Sql.time(now))
        .bind("expires", Sql.time(now.plus(life)))
        .execute();
  }

  /** The user of a live session; notes that it was used. */
  static Optional<User> find(Handle handle, byte[] tokenSha256, Instant now) {
    Optional<User> user =
        handle
            .createQuery(
                """
                SELECT u.name, u.must_change_password
                FROM sessions s JOIN users u ON u.name = s.user_name
                WHERE s.token_sha256 = :token
                  AND s.expires_at > :now AND s.last_seen_at > :idleSince
                """)
            .bind("token", tokenSha256)
            .bind("now", Sql.time(now))
            .bind("idleSince", Sql.time(now.minus(IDLE)))
            .map((row, context) ->
                new User(row.getString("name"), row.getBoolean("must_change_password")))
            .findOne();
    if (user.isPresent()) {
      touch(handle, tokenSha256, now);
    }
    return user;
  }

  /** Written at most once a minute: reading a page should not cost a write. */
  private static void touch(Handle handle, byte[] tokenSha256, Instant now) {
    handle
        .createUpdate(
            """
            UPDATE sessions SET last_seen_at = :now
            WHERE token_sha256 = :token AND last_seen_at < :stale
            """)
        .bind("token", tokenSha256)
        .bind("now", Sql.time(now))
        .bind("stale", Sql.time(now.minus(SEEN_RESOLUTION)))
        .execute();
  }

  static void delete(Handle handle, byte[] tokenSha256) {
    handle
        .createUpdate("DELETE FROM sessions WHERE token_sha256 = :token")
        .bind("token", tokenSha256)
        .execute();
  }

  static void deleteOf(Handle handle, String user) {
    handle
        .createUpdate("DELETE FROM sessions WHERE user_name = :user")
        .bind("user", user)
        .execute();
  }
}
