package perennial.admin.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import perennial.registry.Accounts;
import perennial.registry.ApiKey;
import perennial.registry.KeyScope;
import perennial.registry.Role;
import perennial.registry.Users.Member;
import perennial.registry.Users.Session;

/** Users, sessions and keys in memory. Who is issued a password is an admin. */
public final class FakeAccounts implements Accounts {
  private record Person(
      String password, boolean mustChange, Role role, boolean disabled, Instant since) {
    Person with(Role newRole, boolean nowDisabled) {
      return new Person(password, mustChange, newRole, nowDisabled, since);
    }
  }

  private record SignIn(String user, Instant start, Instant end) {}

  private final Map<String, Person> people = new ConcurrentSkipListMap<>();
  private final Map<String, SignIn> sessions = new ConcurrentHashMap<>();
  private final Map<String, ApiKey> keys = new ConcurrentSkipListMap<>();
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
    return people.isEmpty();
  }

  @Override
  public String issuePassword(String user, String actor) {
    String password = "one-time-" + number.incrementAndGet();
    people.put(user, new Person(password, true, Role.ADMIN, false, clock.instant()));
    return password;
  }

  @Override
  public Optional<User> authenticate(String user, String password) {
    registry.check();
    Optional<User> who =
        Optional.ofNullable(people.get(user))
            .filter(p -> p.password().equals(password) && !p.disabled())
            .map(p -> new User(user, p.role(), p.mustChange()));
    audit.append(user, who.isPresent() ? "login" : "login-refused", "user " + user, "", "");
    return who;
  }

  @Override
  public void changePassword(String user, String newPassword) {
    if (newPassword.length() < 12) {
      throw new IllegalArgumentException("password must have at least 12 characters");
    }
    people.computeIfPresent(
        user, (n, p) -> new Person(newPassword, false, p.role(), p.disabled(), p.since()));
    sessions.values().removeIf(s -> s.user().equals(user));
  }

  @Override
  public String startSession(String user, Duration lifetime) {
    String token = "token-" + number.incrementAndGet() + "-" + System.nanoTime();
    sessions.put(token, new SignIn(user, clock.instant(), clock.instant().plus(lifetime)));
    return token;
  }

  @Override
  public Optional<User> session(String token) {
    registry.check();
    return Optional.ofNullable(sessions.get(token))
        .filter(s -> s.end().isAfter(clock.instant()))
        .flatMap(s ->
            Optional.ofNullable(people.get(s.user()))
                .filter(p -> !p.disabled())
                .map(p -> new User(s.user(), p.role(), p.mustChange())));
  }

  @Override
  public void endSession(String token) {
    sessions.remove(token);
  }

  @Override
  public String issueKey(String name, Set<KeyScope> scopes, String actor) {
    keys.put(name, new ApiKey(name, scopes, clock.instant(), actor));
    audit.append(actor, "issue-key", "key " + name, scopes.toString(), "");
    return "prk_secret-" + number.incrementAndGet() + "-of-" + name;
  }

  @Override
  public Map<String, ApiKey> live(Set<String> keys) {
    return Map.of();
  }

  @Override
  public List<ApiKey> keys() {
    return List.copyOf(keys.values());
  }

  @Override
  public boolean revokeKey(String name, String actor, String reason) {
    boolean revoked = keys.remove(name) != null;
    if (revoked) {
      audit.append(actor, "revoke-key", "key " + name, "", reason);
    }
    return revoked;
  }

  /** Somebody who signs in with this password and has this role. */
  public void add(String name, Role role, String password) {
    people.put(name, new Person(password, false, role, false, clock.instant()));
  }

  List<Member> members() {
    return people.keySet().stream().flatMap(n -> member(n).stream()).toList();
  }

  Optional<Member> member(String name) {
    Optional<Instant> seen =
        sessions.values().stream()
            .filter(s -> s.user().equals(name))
            .map(SignIn::start)
            .max(Comparator.naturalOrder());
    return Optional.ofNullable(people.get(name))
        .map(p -> new Member(name, p.role(), p.mustChange(), p.disabled(), p.since(), seen));
  }

  void setRole(String name, Role role) {
    people.computeIfPresent(name, (n, p) -> p.with(role, p.disabled()));
  }

  void setDisabled(String name, boolean disabled) {
    people.computeIfPresent(name, (n, p) -> p.with(p.role(), disabled));
  }

  void remove(String name) {
    people.remove(name);
  }

  List<Session> sessionsOf(String name, String current) {
    return sessions.entrySet().stream()
        .filter(e -> e.getValue().user().equals(name))
        .map(e ->
            new Session(
                id(e.getKey()),
                e.getValue().start(),
                e.getValue().start(),
                e.getValue().end(),
                e.getKey().equals(current)))
        .sorted(Comparator.comparing(Session::startedAt).reversed())
        .toList();
  }

  Optional<String> tokenOf(String name, String id) {
    return sessions.entrySet().stream()
        .filter(e -> e.getValue().user().equals(name) && id(e.getKey()).equals(id))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static String id(String token) {
    return "id-of-" + token.hashCode();
  }
}
