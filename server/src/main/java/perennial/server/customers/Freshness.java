package perennial.server.customers;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/**
 * Whether a state that was read at some time may answer. While changes are heard, everything
 * remembered is as it is in the ledger, and may be old; once nothing was heard for a while, only
 * what was read lately may; and when the database is away, everything: there is nothing newer to be
 * had. Written by {@link CustomerFollower}'s thread and by loads that fail.
 */
final class Freshness {
  private final long expireNanos;
  private final long trustNanos;
  private final Ticker ticker;
  private volatile long heardAt;
  private volatile boolean away;

  /**
   * @param expireAfter the oldest that answers while changes are heard
   * @param trust how long what was read answers when no changes are heard
   */
  Freshness(Duration expireAfter, Duration trust, Ticker ticker) {
    this.expireNanos = expireAfter.toNanos();
    this.trustNanos = trust.toNanos();
    this.ticker = ticker;
    this.heardAt = ticker.read() - trustNanos - 1; // nothing was heard yet
  }

  boolean trusts(long readAt) {
    if (away) {
      return true;
    }
    long now = ticker.read();
    long age = now - readAt;
    return age <= trustNanos || (age <= expireNanos && now - heardAt <= trustNanos);
  }

  /** Every change up to now has been heard. */
  void heard() {
    heardAt = ticker.read();
    away = false;
  }

  void databaseAway() {
    away = true;
  }

  /** The database answers, though no changes may be heard. */
  void databaseAnswers() {
    away = false;
  }

  /** Whether changes are heard; what others remember can be trusted only then. */
  boolean followed() {
    return ticker.read() - heardAt <= trustNanos;
  }
}
