package perennial.registry.ledger;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Time zone and currency, within the caller's transaction. */
final class TermsTable {
  private TermsTable() {}

  static LedgerTerms settle(Handle handle, LedgerTerms wanted) {
    if (read(handle).isEmpty()) {
      wanted.requireKnownCurrency(); // it is for ever
    }
    handle
        .createUpdate(
            """
            INSERT INTO ledger_terms (time_zone, currency) VALUES (:zone, :currency)
            ON CONFLICT (only_one) DO NOTHING
            """)
        .bind("zone", name(wanted.timeZone()))
        .bind("currency", wanted.currency())
        .execute();
    LedgerTerms settled = read(handle).orElseThrow();
    if (!name(settled.timeZone()).equals(name(wanted.timeZone()))
        || !settled.currency().equals(wanted.currency())) {
      throw new IllegalStateException(
          "the ledger counts days in %s and money in %s, which can never change; asked for were %s and %s"
              .formatted(
                  name(settled.timeZone()),
                  settled.currency(),
                  name(wanted.timeZone()),
                  wanted.currency()));
    }
    return settled;
  }

  static Optional<LedgerTerms> read(Handle handle) {
    return handle
        .createQuery("SELECT time_zone, currency FROM ledger_terms")
        .map((row, context) ->
            new LedgerTerms(ZoneId.of(row.getString("time_zone")), row.getString("currency")))
        .findOne();
  }

  /** UTC has many names. */
  private static String name(ZoneId zone) {
    return zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
  }
}
