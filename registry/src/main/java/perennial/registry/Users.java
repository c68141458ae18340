package perennial.registry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The people who may sign in, and what each may do. Every change goes to the audit, and none leaves
 * the registry without an enabled admin. A change of role holds from the person's next request on.
 * Reasons have 1 to 1,000 characters.
 */
public interface Users {
  /**
   * A person.
   *
   * @param oneTimePassword whether the password must be changed at the next sign-in
   * @param lastSeen by a session that is still kept
   */
  record Member(
      String name,
      Role role,
      boolean oneTimePassword,
      boolean disabled,
      Instant createdAt,
      Optional<Instant> lastSeen) {}

  /**
   * A sign-in that lasts.
   *
   * @param id names it, but opens nothing
   * @param current whether it is the one that asks
   */
  record Session(
      String id, Instant startedAt, Instant lastSeenAt, Instant expiresAt, boolean current) {}

  /** All, by name. */
  List<Member> members();

  /**
   * A new person with a one-time password.
   *
   * @return the password, shown once
   * @throws IllegalArgumentException when the name is taken or no name
   */
  String create(String name, Role role, String actor);

  /**
   * Another one-time password for somebody, whose sessions end.
   *
   * @return the password, shown once
   * @throws UnknownUser when there is none
   */
  String resetPassword(String name, String actor, String reason);

  /**
   * @throws UnknownUser when there is none
   * @throws LastAdmin when nobody else could administer
   */
  void changeRole(String name, Role role, String actor, String reason);

  /**
   * Ends the person's sessions and refuses the next ones, or admits them again. Throws like {@link
   * #changeRole}.
   */
  void setDisabled(String name, boolean disabled, String actor, String reason);

  /** Removes the person; the audit keeps the name. Throws like {@link #changeRole}. */
  void delete(String name, String actor, String reason);

  /**
   * Somebody's live sessions, newest first.
   *
   * @param currentToken of the session that asks
   */
  List<Session> sessions(String name, String currentToken);

  /**
   * Ends one of somebody's sessions.
   *
   * @return false when there is no such session of that person
   */
  boolean endSession(String name, String id);
}
