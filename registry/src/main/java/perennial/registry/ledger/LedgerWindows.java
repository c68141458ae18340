package perennial.registry.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import perennial.registry.Sql;
import perennial.registry.ledger.BulkLedger.Purchases;
import perennial.registry.ledger.BulkLedger.Standing;

/** Reads stretches of days through a cursor, within the caller's transaction. */
final class LedgerWindows {
  private static final int FETCH_ROWS = 10_000;

  static final String PURCHASES =
      """
      SELECT (e.day - :first) / :days AS part, e.customer_id, e.channel, e.device,
             e.market, e.category,
             c.first_purchase_day >= :first
               AND (c.first_purchase_day - :first) / :days = (e.day - :first) / :days
               AS is_new,
             count(*) AS purchases, sum(e.amount)::float8 AS amount,
             max(e.occurred_at) AS last
      FROM events e JOIN customers c ON c.customer_id = e.customer_id
      WHERE e.type IN ('PURCHASE', 'SUBSCRIPTION_RENEWAL')
        AND e.day >= :first AND e.day < :end
      GROUP BY 1, 2, 3, 4, 5, 6, 7
      ORDER BY 1, 2, 3, 4, 5, 6
      """;

  /** In the words of the index that has it. */
  static final String LAST_DAY =
      """
      SELECT max(day) FROM events WHERE type IN ('PURCHASE', 'SUBSCRIPTION_RENEWAL', 'RETURN')
      """;

  private LedgerWindows() {}

  static void purchases(
      Handle handle, LocalDate first, LocalDate end, int partDays, Consumer<Purchases> each) {
    try (Stream<Purchases> rows =
        handle
            .createQuery(PURCHASES)
            .bind("first", first)
            .bind("end", end)
            .bind("days", partDays)
            .setFetchSize(FETCH_ROWS)
            .map((row, context) ->
                new Purchases(
                    row.getInt("part"),
                    row.getString("customer_id"),
                    attributes(row),
                    row.getBoolean("is_new"),
                    row.getInt("purchases"),
                    row.getDouble("amount"),
                    Sql.instant(row, "last")))
            .stream()) {
      rows.forEach(each);
    }
  }

  static void standings(Handle handle, LocalDate start, LocalDate end, Consumer<Standing> each) {
    // Partition by partition: the memory is that of an eighth of the customers.
    handle.execute("SET LOCAL enable_partitionwise_join = on");
    handle.execute("SET LOCAL enable_partitionwise_aggregate = on");
    try (Stream<Standing> rows =
        handle
            .createQuery(
                """
                SELECT c.customer_id, c.channel, c.device, c.market, c.category,
                       c.first_purchase_day, c.first_day_value::float8 AS first_value,
                       d.last_day, d.days, d.value, d.bought
                FROM customers c JOIN (
                  SELECT customer_id,
                    max(day) FILTER (WHERE purchases > 0 AND day < :start) AS last_day,
                    count(*) FILTER (WHERE purchases > 0 AND day < :start) AS days,
                    coalesce(sum(value - lowered - order_lowered)
                      FILTER (WHERE day < :start), 0)::float8 AS value,
                    count(*) FILTER (WHERE purchases > 0 AND day >= :start) AS bought
                  FROM customer_days WHERE day < :end
                  GROUP BY customer_id) d ON d.customer_id = c.customer_id
                WHERE d.days > 0
                """)
            .bind("start", start)
            .bind("end", end)
            .setFetchSize(FETCH_ROWS)
            .map((row, context) ->
                new Standing(
                    row.getString("customer_id"),
                    attributes(row),
                    row.getObject("first_purchase_day", LocalDate.class),
                    row.getObject("last_day", LocalDate.class),
                    row.getInt("days"),
                    row.getDouble("first_value"),
                    row.getDouble("value") - row.getDouble("first_value"),
                    row.getInt("bought")))
            .stream()) {
      rows.forEach(each);
    }
  }

  private static Attributes attributes(ResultSet row) throws SQLException {
    return new Attributes(
        row.getString("channel"),
        row.getString("device"),
        row.getString("market"),
        row.getString("category"));
  }

  static Optional<LocalDate> lastDay(Handle handle) {
    return handle.createQuery(LAST_DAY).mapTo(LocalDate.class).findOne();
  }
}
