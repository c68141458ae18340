package perennial.registry.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import perennial.registry.Sql;

/** The cohorts as last counted, within the caller's transaction. */
final class CohortTable {
  /** Any number, but the same in every process. */
  private static final long LOCK = 0x70657265_636f6872L;

  /** What clocks of servers may differ by. */
  private static final Duration AHEAD = Duration.ofMinutes(1);

  private CohortTable() {}

  static void refresh(Handle handle, Instant notAfter, Instant now) {
    handle.execute("SELECT pg_advisory_xact_lock(?)", LOCK);
    // A count later than now is of a clock that was ahead, and says nothing.
    Instant latest = now.plus(AHEAD);
    if (countedAt(handle).filter(at -> at.isAfter(notAfter) && !at.isAfter(latest)).isPresent()) {
      return;
    }
    handle.execute("DELETE FROM cohort_counts");
    handle.execute(
        """
        INSERT INTO cohort_counts (channel, market, device, first_week, buyers, visitors,
          repeat_purchases, first_day_value, repeat_value)
        SELECT channel, market, device,
          CAST(date_trunc('week', CAST(coalesce(first_purchase_day, first_event_day) AS timestamp))
            AS date),
          count(*) FILTER (WHERE purchase_days > 0), count(*) FILTER (WHERE purchase_days = 0),
          sum(greatest(purchase_days - 1, 0)), sum(first_day_value), sum(repeat_value)
        FROM customers
        GROUP BY 1, 2, 3, 4
        """);
    handle
        .createUpdate(
            """
            INSERT INTO cohorts_counted (counted_at) VALUES (:now)
            ON CONFLICT (only_one) DO UPDATE SET counted_at = EXCLUDED.counted_at
            """)
        .bind("now", Sql.time(now))
        .execute();
  }

  private static Optional<Instant> countedAt(Handle handle) {
    return handle
        .createQuery("SELECT counted_at FROM cohorts_counted")
        .map((row, context) -> Sql.instant(row, "counted_at"))
        .findOne();
  }

  static CohortCounts read(Handle handle) {
    // The time first: counts that are newer than it do no harm.
    Instant at = countedAt(handle).orElse(Instant.EPOCH);
    return new CohortCounts(
        handle
            .createQuery(
                """
                SELECT channel, market, device, first_week, buyers, visitors, repeat_purchases,
                  first_day_value, repeat_value
                FROM cohort_counts ORDER BY channel, market, device, first_week
                """)
            .map(CohortTable::cell)
            .list(),
        at);
  }

  private static CohortCounts.Cell cell(ResultSet row, StatementContext context)
      throws SQLException {
    return new CohortCounts.Cell(
        row.getString("channel"),
        row.getString("market"),
        row.getString("device"),
        row.getObject("first_week", LocalDate.class),
        row.getLong("buyers"),
        row.getLong("visitors"),
        row.getLong("repeat_purchases"),
        row.getBigDecimal("first_day_value"),
        row.getBigDecimal("repeat_value"));
  }
}
