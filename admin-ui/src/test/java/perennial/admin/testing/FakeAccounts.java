package perennial.admin.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import perennial.registry.Accounts;
import perennial.registry.ApiKey;
import perennial.registry.KeyScope;

/** Users and sessions in memory. */
public final class FakeAccounts implements Accounts {
  private record Secret(String password, boolean mustChange) {}

  private record Session(String user, Instant end) {}

  private final Map<String, Secret> users = new ConcurrentHashMap<>();
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final AtomicInteger number = new AtomicInteger();
  private final FakeRegistry registry;
  private final FakeAudit audit;
  private final Clock clock;

  public FakeAccounts(FakeRegistry registry, FakeAudit audit, Clock clock) {
    this.registry = registry;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public boolean empty() {
    return users.isEmpty();
  }

  @Override
  public String issuePassword(String user, String actor) {
    users.put(user, new Secret("one-time-" + number.incrementAndGet(), true));
    return users.get(user).password();
  }

  @Override
  public Optional<User> authenticate(String user, String password) {
    registry.check();
    Optional<User> who =
        Optional.ofNullable(users.get(user))
            .filter(s -> s.password().equals(password))
            .map(s -> new User(user, s.mustChange()));
    audit.append(user, who.isPresent() ? "login" : "login-refused", "user " + user, "", "");
    return who;
  }

  @Override
  public void changePassword(String user, String newPassword) {
    if (newPassword.length() < 12) {
      throw new IllegalArgumentException("password must have at least 12 characters");
    }
    users.put(user, new Secret(newPassword, false));
    sessions.values().removeIf(s -> s.user().equals(user));
  }

  @Override
  public String startSession(String user, Duration lifetime) {
    String token = "token-" + number.incrementAndGet() + "-" + System.nanoTime();
    sessions.put(token, new Session(user, clock.instant().plus(lifetime)));
    return token;
  }

  @Override
  public Optional<User> session(String token) {
    registry.check();
    return Optional.ofNullable(sessions.get(token))
        .filter(s -> s.end().isAfter(clock.instant()))
        .map(s -> new User(s.user(), mustChange(s.user())));
  }

  private boolean mustChange(String user) {
    Secret secret = users.get(user);
    return secret != null && secret.mustChange();
  }

  @Override
  public void endSession(String token) {
    sessions.remove(token);
  }

  @Override
  public String issueKey(String name, Set<KeyScope> scopes, String actor) {
    throw new UnsupportedOperationException("the admin UI issues no keys");
  }

  @Override
  public Optional<ApiKey> key(String key) {
    return Optional.empty();
  }

  @Override
  public List<ApiKey> keys() {
    return List.of();
  }

  @Override
  public boolean revokeKey(String name, String actor) {
    return false;
  }
}
