package perennial.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Slows the guessing of passwords: after five failures of a name in a row each further attempt must
 * wait, 1 second at first, then twice as long each time, up to 15 minutes. Names that no user has
 * are treated alike.
 */
final class SignInFailures {
  private static final int FREE = 5;
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);

  private SignInFailures() {}

  private record Failures(int count, Instant last) {
    /**
     * How long attempts are refused from now on; zero when they are not. A failure later than now
     * by more than any wait was noted by a clock that has been set back since.
     */
    Duration left(Instant now) {
      if (count < FREE || last.isAfter(now.plus(LONGEST))) {
        return Duration.ZERO;
      }
      long seconds = Math.min(1L << Math.min(count - FREE, 30), LONGEST.toSeconds());
      Duration left = Duration.between(now, last.plusSeconds(seconds));
      return left.isNegative() ? Duration.ZERO : left;
    }
  }

  /**
   * Counts an attempt as failed before it is checked, so that attempts at the same time do not all
   * pass. Removed again by {@link #clear} when it succeeds.
   *
   * @return whether the attempt may be made
   */
  static boolean admit(Handle handle, String name, Instant now) {
    handle
        .createUpdate("DELETE FROM sign_in_failures WHERE last_failed_at < :limit")
        .bind("limit", Sql.time(now.minus(FORGOTTEN_AFTER)))
        .execute();
    handle
        .createUpdate("SELECT pg_advisory_xact_lock(hashtextextended('sign-in ' || :name, 0))")
        .bind("name", name)
        .execute();
    Optional<Failures> before = find(handle, name);
    if (before.isPresent() && before.get().left(now).isPositive()) {
      return false;
    }
    handle
        .createUpdate(
            """
            INSERT INTO sign_in_failures AS f (name, failures, last_failed_at)
            VALUES (:name, 1, :now)
            ON CONFLICT (name) DO UPDATE
            SET failures = f.failures + 1, last_failed_at = excluded.last_failed_at
            """)
        .bind("name", name)
        .bind("now", Sql.time(now))
        .execute();
    return true;
  }

  static void clear(Handle handle, String name) {
    handle
        .createUpdate("DELETE FROM sign_in_failures WHERE name = :name")
        .bind("name", name)
        .execute();
  }

  /** How long attempts with this name are refused; zero when they are not. */
  static Duration wait(Handle handle, String name, Instant now) {
    return find(handle, name).map(failures -> failures.left(now)).orElse(Duration.ZERO);
  }

  private static Optional<Failures> find(Handle handle, String name) {
    return handle
        .createQuery("SELECT failures, last_failed_at FROM sign_in_failures WHERE name = :name")
        .bind("name", name)
        .map((row, context) ->
            new Failures(row.getInt("failures"), Sql.instant(row, "last_failed_at")))
        .findOne();
  }
}
