package perennial.registry;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import perennial.registry.UserTable.StoredUser;

/**
 * The accounts' tables. Hashes of passwords are computed outside of transactions: they are slow.
 */
final class JdbiAccounts implements Accounts {
  private static final String KEY_PREFIX = "prk_";
  private static final Pattern KEY = Pattern.compile(KEY_PREFIX + "[A-Za-z0-9_-]{43}");
  private static final int MIN_PASSWORD = 12;
  private static final int MAX_PASSWORD = 256;

  private final Sql sql;
  private final Clock clock;
  private final PasswordHasher hasher;

  JdbiAccounts(Sql sql, Clock clock, PasswordHasher hasher) {
    this.sql = sql;
    this.clock = clock;
    this.hasher = hasher;
  }

  @Override
  public boolean empty() {
    return sql.inTransaction("looking for users", UserTable::empty);
  }

  @Override
  public String issuePassword(String user, String actor) {
    AccountName.require("user", user);
    String password = Secrets.password();
    PasswordHasher.Hashed hashed = hasher.hash(password);
    sql.run(
        "issuing a password for " + user,
        handle -> {
          MemberTable.lock(handle);
          UserTable.put(handle, user, hashed, clock.instant());
          SessionTable.deleteOf(handle, user);
          SignInFailures.clear(handle, user);
          JdbiAuditLog.append(
              handle, actor, "issue-password", "user " + user, "one-time password", "");
        });
    return password;
  }

  @Override
  public Optional<User> authenticate(String user, String password) {
    if (AccountName.wrong("user", user).isPresent() || password.length() > MAX_PASSWORD) {
      hasher.pretend("");
      return Optional.empty();
    }
    Optional<Optional<StoredUser>> admitted =
        sql.inTransaction(
            "signing in",
            handle ->
                SignInFailures.admit(handle, user, clock.instant())
                    ? Optional.of(UserTable.find(handle, user))
                    : Optional.empty());
    if (admitted.isEmpty()) {
      return Optional.empty();
    }
    Optional<StoredUser> stored = admitted.get();
    if (stored.isEmpty()) {
      hasher.pretend(password);
      return Optional.empty();
    }
    boolean matches = hasher.matches(password, stored.get().password());
    if (!matches) {
      return refused(user, "wrong password");
    }
    return stored.get().disabled()
        ? refused(user, "the user is disabled")
        : Optional.of(signedIn(stored.get()));
  }

  private User signedIn(StoredUser user) {
    sql.run(
        "signing in",
        handle -> {
          SignInFailures.clear(handle, user.name());
          JdbiAuditLog.append(handle, user.name(), "login", "user " + user.name(), "", "");
        });
    return new User(user.name(), user.role(), user.mustChangePassword());
  }

  private Optional<User> refused(String user, String why) {
    sql.run(
        "signing in",
        handle -> JdbiAuditLog.append(handle, user, "login-refused", "user " + user, why, ""));
    return Optional.empty();
  }

  @Override
  public Duration retryAfter(String user) {
    return sql.inTransaction(
        "signing in", handle -> SignInFailures.wait(handle, user, clock.instant()));
  }

  @Override
  public void changePassword(String user, String newPassword) {
    if (newPassword.length() < MIN_PASSWORD || newPassword.length() > MAX_PASSWORD) {
      throw new IllegalArgumentException(
          "a password must have %d to %d characters".formatted(MIN_PASSWORD, MAX_PASSWORD));
    }
    if (newPassword.equalsIgnoreCase(user) || newPassword.chars().distinct().count() < 5) {
      throw new IllegalArgumentException("this password is too easy to guess");
    }
    StoredUser stored =
        sql.inTransaction("changing a password", handle -> requireEnabled(handle, user));
    if (hasher.matches(newPassword, stored.password())) {
      throw new IllegalArgumentException("the new password must differ from the present one");
    }
    PasswordHasher.Hashed hashed = hasher.hash(newPassword);
    sql.run(
        "changing a password",
        handle -> {
          MemberTable.lock(handle);
          var unused = requireEnabled(handle, user); // again: hashing took its time
          UserTable.setPassword(handle, user, hashed, false);
          SessionTable.deleteOf(handle, user);
          JdbiAuditLog.append(handle, user, "change-password", "user " + user, "", "");
        });
  }

  @Override
  public String startSession(String user, Duration lifetime) {
    if (!lifetime.isPositive()) {
      throw new IllegalArgumentException("lifetime %s must be positive".formatted(lifetime));
    }
    String token = Secrets.token();
    sql.run(
        "starting a session",
        handle -> {
          if (UserTable.find(handle, user).isEmpty()) {
            throw new IllegalArgumentException("no user '%s'".formatted(user));
          }
          SessionTable.insert(handle, hash(token), user, clock.instant(), lifetime);
        });
    return token;
  }

  @Override
  public Optional<User> session(String token) {
    return sql.inTransaction(
        "reading a session", handle -> SessionTable.find(handle, hash(token), clock.instant()));
  }

  @Override
  public void endSession(String token) {
    sql.run("ending a session", handle -> SessionTable.delete(handle, hash(token)));
  }

  @Override
  public String issueKey(String name, Set<KeyScope> scopes, String actor) {
    AccountName.require("key name", name);
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException("a key needs at least one scope");
    }
    String key = KEY_PREFIX + Secrets.token();
    sql.run(
        "issuing a key",
        handle -> {
          ApiKeyTable.replace(handle, hash(key), name, scopes, actor, clock.instant());
          String detail = "scope " + KeyScope.joined(scopes);
          JdbiAuditLog.append(handle, actor, "issue-key", "key " + name, detail, "");
        });
    return key;
  }

  @Override
  public Map<String, ApiKey> live(Set<String> keys) {
    Map<String, String> keyOfHash = new HashMap<>();
    for (String key : keys) {
      if (KEY.matcher(key).matches()) { // nobody was ever given another one
        keyOfHash.put(HexFormat.of().formatHex(hash(key)), key);
      }
    }
    if (keyOfHash.isEmpty()) {
      return Map.of(); // that needs no database
    }
    Map<String, ApiKey> found =
        sql.inTransaction("checking keys", handle -> ApiKeyTable.find(handle, keyOfHash.keySet()));
    Map<String, ApiKey> live = new HashMap<>();
    found.forEach((hash, key) -> live.put(keyOfHash.getOrDefault(hash, ""), key));
    return live;
  }

  @Override
  public List<ApiKey> keys() {
    return sql.inTransaction("listing the keys", ApiKeyTable::live);
  }

  @Override
  public boolean revokeKey(String name, String actor, String reason) {
    return sql.inTransaction(
        "revoking a key",
        handle -> {
          if (ApiKeyTable.revoke(handle, name, clock.instant()) == 0) {
            return false;
          }
          JdbiAuditLog.append(handle, actor, "revoke-key", "key " + name, "", reason);
          return true;
        });
  }

  private static StoredUser requireEnabled(Handle handle, String user) {
    return UserTable.find(handle, user)
        .filter(found -> !found.disabled())
        .orElseThrow(() -> new IllegalArgumentException("no user '%s'".formatted(user)));
  }

  private static byte[] hash(String secret) {
    return Hashes.sha256(secret.getBytes(StandardCharsets.UTF_8));
  }
}
