package perennial.server.rollout;

import java.time.Clock;
import java.time.Instant;

/**
 * The two clocks that the age of what is thrown away is told by: one of them may be wrong.
 *
 * @param own this machine's
 * @param shared the database's
 */
public record Clocks(Clock own, Clock shared) {
  /** One clock for both. */
  public static Clocks same(Clock clock) {
    return new Clocks(clock, clock);
  }

  /** Now, by the clock that is behind: nothing is older than it says. */
  Instant earlier() {
    Instant here = own.instant();
    Instant there = shared.instant();
    return here.isBefore(there) ? here : there;
  }
}
