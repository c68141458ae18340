package perennial.server;

import java.time.Duration;
import perennial.registry.ledger.LedgerTerms;
import perennial.server.serving.ColdStart;
import perennial.server.serving.SegmentRates;

/**
 * How customers are remembered and answered.
 *
 * @param mebibytes memory for their states
 * @param expireAfter the oldest state that answers without being read again
 * @param trust how long a state answers while changes are not heard
 * @param redisUrl of a shared cache; empty for none. May hold a password: never shown
 * @param redisExpireAfter how long a state stays in it
 * @param coldStart when a customer's own history answers
 * @param rates discount rates by segment
 * @param cohortInterval how often cohorts are counted
 * @param ledger time zone and currency
 */
public record CustomerSettings(
    int mebibytes,
    Duration expireAfter,
    Duration trust,
    String redisUrl,
    Duration redisExpireAfter,
    ColdStart coldStart,
    SegmentRates rates,
    Duration cohortInterval,
    LedgerTerms ledger) {

  /** Without the URL, which may hold a password. */
  @Override
  public String toString() {
    return "customers in %d MiB, %s, %s, %s"
        .formatted(mebibytes, redisUrl.isEmpty() ? "no Redis" : "Redis", coldStart, ledger);
  }
}
