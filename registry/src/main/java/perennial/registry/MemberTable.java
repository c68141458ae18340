package perennial.registry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import perennial.registry.Users.Member;

/** People's roles, within the caller's transaction. */
final class MemberTable {
  private MemberTable() {}

  static List<Member> all(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT u.name, u.role, u.must_change_password, u.disabled_at, u.created_at,
                   (SELECT max(s.last_seen_at) FROM sessions s WHERE s.user_name = u.name)
                     AS last_seen_at
            FROM users u
            ORDER BY u.name
            """)
        .map((row, context) ->
            new Member(
                row.getString("name"),
                Role.of(row.getString("role")).orElseThrow(),
                row.getBoolean("must_change_password"),
                row.getObject("disabled_at") != null,
                Sql.instant(row, "created_at"),
                row.getObject("last_seen_at") == null
                    ? Optional.empty()
                    : Optional.of(Sql.instant(row, "last_seen_at"))))
        .list();
  }

  /** Changes of users happen one after the other, so that the last two admins cannot both go. */
  static void lock(Handle handle) {
    handle.createUpdate("SELECT pg_advisory_xact_lock(hashtextextended('users', 0))").execute();
  }

  static boolean anotherAdmin(Handle handle, String than) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (SELECT name FROM users
                           WHERE role = 'admin' AND disabled_at IS NULL AND name <> :than)
            """)
        .bind("than", than)
        .mapTo(Boolean.class)
        .one();
  }

  static void setRole(Handle handle, String name, Role role) {
    handle
        .createUpdate("UPDATE users SET role = :role WHERE name = :name")
        .bind("role", role.text())
        .bind("name", name)
        .execute();
  }

  static void setDisabled(Handle handle, String name, @Nullable Instant at) {
    handle
        .createUpdate("UPDATE users SET disabled_at = :at WHERE name = :name")
        .bind("at", at == null ? null : Sql.time(at))
        .bind("name", name)
        .execute();
  }

  static void delete(Handle handle, String name) {
    handle.createUpdate("DELETE FROM users WHERE name = :name").bind("name", name).execute();
  }
}
