package perennial.registry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * People, their sessions, and the keys of programs. Passwords, tokens and keys are stored hashed.
 */
public interface Accounts {
  /** A signed-in person. */
  record User(String name, Role role, boolean mustChangePassword) {}

  /** Whether any user exists. */
  boolean empty();

  /**
   * Creates the user as an admin, or replaces the password with a new random one-time password,
   * which must be changed at the next sign-in; ends the user's sessions, and admits a disabled one
   * again. The way in for whoever runs the program.
   *
   * @return the password, shown once
   */
  String issuePassword(String user, String actor);

  /**
   * Checks a password. Takes the same time for an unknown user; slows down after repeated failures.
   *
   * @return the user, or empty for a wrong name or password
   */
  Optional<User> authenticate(String user, String password);

  /** How long sign-ins under this name are refused after failures; zero when they are not. */
  default Duration retryAfter(String user) {
    return Duration.ZERO;
  }

  /**
   * Sets a new password and ends all sessions of the user; the caller starts a new one.
   *
   * @throws IllegalArgumentException saying why, for a password under 12 characters or the same one
   */
  void changePassword(String user, String newPassword);

  /**
   * Starts a session, which is over after {@code lifetime} or two hours without use.
   *
   * @return its token, which only the browser keeps
   */
  String startSession(String user, Duration lifetime);

  /** The user of a live session. */
  Optional<User> session(String token);

  void endSession(String token);

  /**
   * Creates an API key; an older key of the same name stops working.
   *
   * @param scopes what it allows, at least one
   * @return the key, shown once
   */
  String issueKey(String name, Set<KeyScope> scopes, String actor);

  /** The key, if it is live. */
  default Optional<ApiKey> key(String key) {
    return live(Set.of(key)).values().stream().findFirst();
  }

  /** Those of these keys that are live, by key: one query for however many. */
  Map<String, ApiKey> live(Set<String> keys);

  /** The live keys, by name. */
  List<ApiKey> keys();

  /**
   * The key of this name stops working: at once in the database, and in servers that have verified
   * it when they ask again.
   *
   * @param reason for the audit; may be empty
   * @return false when there is no live key of this name
   */
  boolean revokeKey(String name, String actor, String reason);
}
