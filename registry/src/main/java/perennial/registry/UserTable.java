package perennial.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import perennial.registry.PasswordHasher.Hashed;

/** People and their passwords, within the caller's transaction. */
final class UserTable {
  private UserTable() {}

  /**
   * @param disabled whether the person may not sign in
   */
  record StoredUser(
      String name, Role role, boolean disabled, boolean mustChangePassword, Hashed password) {}

  static boolean empty(Handle handle) {
    return !handle.createQuery("SELECT EXISTS (SELECT name FROM users)").mapTo(Boolean.class).one();
  }

  static Optional<StoredUser> find(Handle handle, String name) {
    return handle
        .createQuery(
            """
            SELECT name, role, disabled_at, must_change_password, password_algorithm, password_iterations,
                   password_salt, password_hash
            FROM users WHERE name = :name
            """)
        .bind("name", name)
        .map(UserTable::storedUser)
        .findOne();
  }

  /**
   * Creates the user as an admin, or replaces the password of one and admits them again; either way
   * the password is for one sign-in.
   */
  static void put(Handle handle, String name, Hashed password, Instant now) {
    handle
        .createUpdate(
            """
            INSERT INTO users (name, role, password_algorithm, password_iterations, password_salt,
                               password_hash, must_change_password, created_at)
            VALUES (:name, 'admin', :algorithm, :iterations, :salt, :hash, true, :now)
            ON CONFLICT (name) DO UPDATE
            SET password_algorithm = excluded.password_algorithm,
                password_iterations = excluded.password_iterations,
                password_salt = excluded.password_salt,
                password_hash = excluded.password_hash,
                must_change_password = excluded.must_change_password,
                disabled_at = NULL
            """)
        .bind("name", name)
        .bind("algorithm", password.algorithm())
        .bind("iterations", password.iterations())
        .bind("salt", password.salt())
        .bind("hash", password.hash())
        .bind("now", Sql.time(now))
        .execute();
  }

  /** Of a user who is there; nothing else of the user changes. */
  static void setPassword(Handle handle, String name, Hashed password, boolean mustChangePassword) {
    handle
        .createUpdate(
            """
            UPDATE users
            SET password_algorithm = :algorithm, password_iterations = :iterations,
                password_salt = :salt, password_hash = :hash, must_change_password = :must
            WHERE name = :name
            """)
        .bind("name", name)
        .bind("algorithm", password.algorithm())
        .bind("iterations", password.iterations())
        .bind("salt", password.salt())
        .bind("hash", password.hash())
        .bind("must", mustChangePassword)
        .execute();
  }

  private static StoredUser storedUser(ResultSet row, StatementContext context)
      throws SQLException {
    return new StoredUser(
        row.getString("name"),
        Role.of(row.getString("role")).orElseThrow(),
        row.getObject("disabled_at") != null,
        row.getBoolean("must_change_password"),
        new Hashed(
            row.getString("password_algorithm"),
            row.getInt("password_iterations"),
            row.getBytes("password_salt"),
            row.getBytes("password_hash")));
  }
}
