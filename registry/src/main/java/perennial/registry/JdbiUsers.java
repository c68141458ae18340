package perennial.registry;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import perennial.registry.UserTable.StoredUser;

/** People and their roles in the accounts' tables. */
final class JdbiUsers implements Users {
  private final Sql sql;
  private final Clock clock;
  private final PasswordHasher hasher;

  JdbiUsers(Sql sql, Clock clock, PasswordHasher hasher) {
    this.sql = sql;
    this.clock = clock;
    this.hasher = hasher;
  }

  @Override
  public List<Member> members() {
    return sql.inTransaction("listing the users", MemberTable::all);
  }

  @Override
  public String create(String name, Role role, String actor) {
    AccountName.require("user", name);
    String password = Secrets.password();
    PasswordHasher.Hashed hashed = hasher.hash(password);
    sql.run(
        "creating user " + name,
        handle -> {
          MemberTable.lock(handle);
          if (UserTable.find(handle, name).isPresent()) {
            throw new IllegalArgumentException("there is a user '%s' already".formatted(name));
          }
          UserTable.put(handle, name, hashed, clock.instant());
          MemberTable.setRole(handle, name, role);
          audit(handle, actor, "create-user", name, "role " + role.text(), "");
        });
    return password;
  }

  @Override
  public String resetPassword(String name, String actor, String reason) {
    String why = Reasons.require(reason);
    String password = Secrets.password();
    PasswordHasher.Hashed hashed = hasher.hash(password);
    sql.run(
        "issuing a password for " + name,
        handle -> {
          MemberTable.lock(handle);
          require(handle, name);
          UserTable.setPassword(handle, name, hashed, true);
          SessionTable.deleteOf(handle, name);
          SignInFailures.clear(handle, name);
          audit(handle, actor, "issue-password", name, "one-time password", why);
        });
    return password;
  }

  @Override
  public void changeRole(String name, Role role, String actor, String reason) {
    change(
        name,
        reason,
        handle -> {
          StoredUser user = require(handle, name);
          if (role != Role.ADMIN) {
            requireAnotherAdmin(handle, user);
          }
          MemberTable.setRole(handle, name, role);
          String detail = "%s, was %s".formatted(role.text(), user.role().text());
          return new Change(actor, "change-role", detail);
        });
  }

  @Override
  public void setDisabled(String name, boolean disabled, String actor, String reason) {
    change(
        name,
        reason,
        handle -> {
          StoredUser user = require(handle, name);
          if (disabled) {
            requireAnotherAdmin(handle, user);
            SessionTable.deleteOf(handle, name);
          }
          MemberTable.setDisabled(handle, name, disabled ? clock.instant() : null);
          return new Change(actor, disabled ? "disable-user" : "enable-user", "");
        });
  }

  @Override
  public void delete(String name, String actor, String reason) {
    change(
        name,
        reason,
        handle -> {
          StoredUser user = require(handle, name);
          requireAnotherAdmin(handle, user);
          SessionTable.deleteOf(handle, name);
          MemberTable.delete(handle, name);
          return new Change(actor, "delete-user", "role " + user.role().text());
        });
  }

  @Override
  public List<Session> sessions(String name, String currentToken) {
    byte[] current = Hashes.sha256(currentToken.getBytes(StandardCharsets.UTF_8));
    return sql.inTransaction(
        "listing sessions", handle -> SessionTable.of(handle, name, current, clock.instant()));
  }

  @Override
  public boolean endSession(String name, String id) {
    return sql.inTransaction(
        "ending a session",
        handle -> {
          boolean ended = SessionTable.delete(handle, name, id);
          if (ended) {
            audit(handle, name, "end-session", name, "session " + id.substring(0, 8), "");
          }
          return ended;
        });
  }

  /** What was done, for the audit. */
  private record Change(String actor, String action, String detail) {}

  private void change(String name, String reason, Function<Handle, Change> work) {
    String why = Reasons.require(reason);
    sql.run(
        "changing user " + name,
        handle -> {
          MemberTable.lock(handle);
          Change done = work.apply(handle);
          audit(handle, done.actor(), done.action(), name, done.detail(), why);
        });
  }

  private static StoredUser require(Handle handle, String name) {
    return UserTable.find(handle, name).orElseThrow(() -> new UnknownUser(name));
  }

  private static void requireAnotherAdmin(Handle handle, StoredUser user) {
    boolean counts = user.role() == Role.ADMIN && !user.disabled();
    if (counts && !MemberTable.anotherAdmin(handle, user.name())) {
      throw new LastAdmin(user.name());
    }
  }

  private static void audit(
      Handle handle, String actor, String action, String name, String detail, String reason) {
    JdbiAuditLog.append(handle, actor, action, "user " + name, detail, reason);
  }
}
