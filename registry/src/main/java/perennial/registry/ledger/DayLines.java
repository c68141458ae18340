package perennial.registry.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import perennial.registry.ledger.BulkLedger.DayLine;

/** Reads everybody's days through a cursor, within the caller's transaction. */
final class DayLines {
  private static final int FETCH_ROWS = 10_000;

  private DayLines() {}

  static void read(Handle handle, Consumer<DayLine> each) {
    handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    sums(handle, each);
    orders(handle, each);
  }

  private static void sums(Handle handle, Consumer<DayLine> each) {
    try (Stream<Boolean> rows =
        handle
            .createQuery(
                """
                SELECT customer_id, day, purchases, value, lowered FROM customer_days
                ORDER BY customer_id, day
                """)
            .setFetchSize(FETCH_ROWS)
            .map((row, context) -> {
              String customer = row.getString("customer_id");
              LocalDate day = row.getObject("day", LocalDate.class);
              if (row.getInt("purchases") > 0) {
                each.accept(new DayLine(customer, day, row.getBigDecimal("value"), false, ""));
              }
              BigDecimal lowered = row.getBigDecimal("lowered");
              if (lowered.signum() > 0) {
                each.accept(new DayLine(customer, day, lowered, true, ""));
              }
              return true;
            })
            .stream()) {
      rows.forEach(done -> {});
    }
  }

  /** Returns of orders that are known, and the days of those orders. */
  private static void orders(Handle handle, Consumer<DayLine> each) {
    try (Stream<DayLine> lines =
        handle
            .createQuery(
                """
                SELECT customer_id, day, order_id, sum(amount) AS amount, true AS given_back
                FROM events r
                WHERE type = 'RETURN' AND order_id <> '' AND EXISTS (
                  SELECT FROM events p
                  WHERE p.customer_id = r.customer_id AND p.order_id = r.order_id
                    AND p.order_id <> '' AND p.type IN ('PURCHASE', 'SUBSCRIPTION_RENEWAL'))
                GROUP BY customer_id, day, order_id
                UNION ALL
                SELECT DISTINCT customer_id, day, order_id, 0, false
                FROM events p
                WHERE type IN ('PURCHASE', 'SUBSCRIPTION_RENEWAL') AND order_id <> '' AND EXISTS (
                  SELECT FROM events r
                  WHERE r.customer_id = p.customer_id AND r.order_id = p.order_id
                    AND r.order_id <> '' AND r.type = 'RETURN')
                ORDER BY customer_id, day, order_id, given_back
                """)
            .setFetchSize(FETCH_ROWS)
            .map((row, context) ->
                new DayLine(
                    row.getString("customer_id"),
                    row.getObject("day", LocalDate.class),
                    row.getBigDecimal("amount"),
                    row.getBoolean("given_back"),
                    row.getString("order_id")))
            .stream()) {
      lines.forEach(each);
    }
  }
}
