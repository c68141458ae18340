package perennial.server;

import java.time.Duration;
import java.util.Optional;
import perennial.registry.Accounts;

/** Accounts that know one registry key. */
public final class FakeAccounts implements Accounts {
  public static final String KEY = "test-key-of-ana";

  @Override
  public Optional<String> authenticateKey(String key, String scope) {
    return key.equals(KEY) && scope.equals("registry") ? Optional.of("ana") : Optional.empty();
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
  public String issueKey(String name, String scope, String actor) {
    throw new UnsupportedOperationException("the server issues no keys");
  }
}
