package perennial.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import perennial.registry.Accounts.User;
import perennial.registry.Users.Session;

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
                SELECT u.name, u.role, u.must_change_password
                FROM sessions s JOIN users u ON u.name = s.user_name
                WHERE s.token_sha256 = :token
                  AND u.disabled_at IS NULL
                  AND s.expires_at > :now AND s.last_seen_at > :idleSince
                """)
            .bind("token", tokenSha256)
            .bind("now", Sql.time(now))
            .bind("idleSince", Sql.time(now.minus(IDLE)))
            .map((row, context) ->
                new User(
                    row.getString("name"),
                    Role.of(row.getString("role")).orElseThrow(),
                    row.getBoolean("must_change_password")))
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

  /** The live sessions of a user, newest first. */
  static List<Session> of(Handle handle, String user, byte[] current, Instant now) {
    return handle
        .createQuery(
            """
            SELECT encode(token_sha256, 'hex') AS id, started_at, last_seen_at, expires_at,
                   token_sha256 = :current AS current
            FROM sessions
            WHERE user_name = :user AND expires_at > :now AND last_seen_at > :idleSince
            ORDER BY started_at DESC, token_sha256
            """)
        .bind("current", current)
        .bind("user", user)
        .bind("now", Sql.time(now))
        .bind("idleSince", Sql.time(now.minus(IDLE)))
        .map((row, context) ->
            new Session(
                row.getString("id"),
                Sql.instant(row, "started_at"),
                Sql.instant(row, "last_seen_at"),
                Sql.instant(row, "expires_at"),
                row.getBoolean("current")))
        .list();
  }

  /** Ends the session of that id if it is this user's. */
  static boolean delete(Handle handle, String user, String id) {
    return handle
            .createUpdate(
                """
                DELETE FROM sessions
                WHERE user_name = :user AND encode(token_sha256, 'hex') = :id
                """)
            .bind("user", user)
            .bind("id", id)
            .execute()
        == 1;
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
