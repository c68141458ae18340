package perennial.server.admission;

import java.time.Duration;

/** More rows wait than this server can answer in good time. Nothing was computed. */
public final class Overloaded extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Duration retryAfter;

  Overloaded(int rows, int waiting, int limit, Duration retryAfter) {
    super(
        "%,d more rows do not fit: %,d of %,d are waiting or running; try again in %d ms"
            .formatted(rows, waiting, limit, retryAfter.toMillis()),
        null,
        false, // thrown by the thousand when there is the least time for it
        false);
    this.retryAfter = retryAfter;
  }

  /** When what is too much now will have been answered. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
