package perennial.server.access;

import java.time.Duration;

/** More keys wait to be looked up than may wait; whether this one is live is not known. */
public final class TooManyUnknownKeys extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  TooManyUnknownKeys() {
    super(
        "too many keys wait to be checked; try again in %d s".formatted(RETRY_AFTER.toSeconds()),
        null,
        false, // thrown by the thousand
        false);
  }

  /** When those that wait now will have been looked up. */
  public Duration retryAfter() {
    return RETRY_AFTER;
  }
}
