package perennial.server;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import perennial.registry.Accounts;
import perennial.registry.ApiKey;
import perennial.registry.KeyScope;
import perennial.registry.RegistryUnavailable;

/** Accounts that know one registry key, and what a test adds; they can be away. */
public final class FakeAccounts implements Accounts {
  public static final String KEY = "test-key-of-ana";

  /** Queries. */
  public final AtomicInteger asked = new AtomicInteger();

  public volatile boolean away;

  /** Sees the keys of each query before it is answered. */
  public volatile Consumer<Set<String>> onAsked = keys -> {};

  private final Map<String, ApiKey> keys = new ConcurrentHashMap<>();

  public FakeAccounts() {
    add(KEY, "ana", KeyScope.REGISTRY);
  }

  /** A key that is live. */
  public void add(String key, String name, KeyScope... scopes) {
    keys.put(key, new ApiKey(name, Set.of(scopes), Instant.EPOCH, "test"));
  }

  /** A key that is live no more. */
  public void remove(String key) {
    keys.remove(key);
  }

  @Override
  public Map<String, ApiKey> live(Set<String> asking) {
    asked.incrementAndGet();
    onAsked.accept(asking);
    if (away) {
      throw new RegistryUnavailable("checking keys", new IllegalStateException("away"));
    }
    Map<String, ApiKey> live = new HashMap<>(keys);
    live.keySet().retainAll(asking);
    return live;
  }

  @Override
  public List<ApiKey> keys() {
    return List.copyOf(keys.values());
  }

  @Override
  public boolean revokeKey(String name, String actor, String reason) {
    throw new UnsupportedOperationException("the server revokes no keys");
  }

  @Override
  public boolean empty() {
    return false;
  }

  @Override
  public String issuePassword(String user, String actor) {
    throw new UnsupportedOperationException("the server has no users");
  }

  @Override
  public Optional<User> authenticate(String user, String password) {
    throw new UnsupportedOperationException("the server has no users");
  }

  @Override
  public void changePassword(String user, String newPassword) {
    throw new UnsupportedOperationException("the server has no users");
  }

  @Override
  public String startSession(String user, Duration lifetime) {
    throw new UnsupportedOperationException("the server has no sessions");
  }

  @Override
  public Optional<User> session(String token) {
    throw new UnsupportedOperationException("the server has no sessions");
  }

  @Override
  public void endSession(String token) {
    throw new UnsupportedOperationException("the server has no sessions");
  }

  @Override
  public String issueKey(String name, Set<KeyScope> scopes, String actor) {
    throw new UnsupportedOperationException("the server issues no keys");
  }
}
