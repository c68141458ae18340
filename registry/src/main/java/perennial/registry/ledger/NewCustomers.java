package perennial.registry.ledger;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Writes the states and days of customers who were not known, from the temporary table {@code
 * incoming}, which has all of their events. The rules are those of {@link CustomerRow}, {@link
 * DayChanges} and {@link OrderBooking}, over all customers at once.
 */
final class NewCustomers {
  private static final String PURCHASE = "type IN ('PURCHASE', 'SUBSCRIPTION_RENEWAL')";
  private static final String VISIT = "type IN ('VISIT', 'LOGIN', 'SESSION_START')";
  private static final String SUBSCRIPTION =
      "type IN ('SUBSCRIPTION_RENEWAL', 'SUBSCRIPTION_CANCELLATION')";

  private NewCustomers() {}

  /**
   * Inserts those of the customers that have no row, in the order of their ids as {@link
   * CustomerTable#lock} does; who has one is left alone.
   *
   * @return the revisions of those that were inserted
   */
  static Map<String, Long> insert(Handle handle, Instant now) {
    Map<String, Long> revisions = new HashMap<>();
    handle
        .createQuery(INSERT)
        .bind("now", now.toString())
        .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
        .forEach(revision -> revisions.put(revision.getKey(), revision.getValue()));
    return revisions;
  }

  /** What of each return that names an order lowers which day: see {@link OrderBooking}. */
  private static final String BOOKED =
      """
      SELECT customer_id, coalesce(bought, day), 0, 0,
        CASE WHEN bought IS NULL THEN amount ELSE 0 END,
        CASE WHEN bought IS NULL THEN 0 ELSE amount END
      FROM (
        SELECT customer_id, type, day, amount,
          coalesce(max(day) FILTER (WHERE %1$s) OVER (PARTITION BY customer_id, order_id ORDER BY day),
            min(day) FILTER (WHERE %1$s) OVER (PARTITION BY customer_id, order_id)) AS bought
        FROM incoming WHERE order_id <> '' AND (%1$s OR type = 'RETURN')) of_orders
      WHERE type = 'RETURN'
      """
          .formatted(PURCHASE);

  private static final String DAYS =
      """
      SELECT customer_id, day, CAST(sum(purchases) AS integer) AS purchases, sum(value) AS value,
        sum(lowered) AS lowered, sum(order_lowered) AS order_lowered
      FROM (
        SELECT customer_id, day, CASE WHEN %1$s THEN 1 ELSE 0 END AS purchases,
          CASE WHEN %1$s THEN amount ELSE 0 END AS value,
          CASE WHEN %1$s THEN 0 ELSE amount END AS lowered, 0 AS order_lowered
        FROM incoming WHERE (%1$s OR amount > 0) AND NOT (type = 'RETURN' AND order_id <> '')
        UNION ALL
        %2$s) changes
      GROUP BY customer_id, day
      """
          .formatted(PURCHASE, BOOKED);

  private static final String DERIVED =
      """
      SELECT customer_id, %s
      FROM (
        SELECT customer_id, day, purchases, value, lowered, order_lowered,
          count(*) FILTER (WHERE purchases > 0) OVER (PARTITION BY customer_id ORDER BY day)
            AS place
        FROM days) placed
      GROUP BY customer_id
      """
          .formatted(CustomerTable.DERIVATION);

  /** Value, time and event of the earliest event that names something. */
  private static String mark(String name) {
    return """
    coalesce((array_agg(%1$s ORDER BY occurred_at, event_id) FILTER (WHERE %1$s <> ''))[1], '')
      AS %1$s,
    min(occurred_at) FILTER (WHERE %1$s <> '') AS %1$s_at,
    (array_agg(event_id ORDER BY occurred_at, event_id) FILTER (WHERE %1$s <> ''))[1]
      AS %1$s_event\
    """
        .formatted(name);
  }

  private static final String COUNTS =
      Stream.of(EventType.values())
          .map(type -> "'%1$s', nullif(count(*) FILTER (WHERE type = '%1$s'), 0)".formatted(type))
          .collect(Collectors.joining(", ", "jsonb_strip_nulls(jsonb_build_object(", "))"));

  private static final String SUMMARY =
      """
      SELECT customer_id, min(occurred_at) AS first_event_at,
        (array_agg(day ORDER BY occurred_at, event_id))[1] AS first_event_day,
        max(occurred_at) AS last_event_at,
        min(occurred_at) FILTER (WHERE %1$s) AS first_visit_at,
        min(occurred_at) FILTER (WHERE %2$s) AS first_purchase_at,
        count(*) FILTER (WHERE type = 'RETURN' AND order_id <> '') AS order_returns,
        %3$s AS event_counts, %4$s,
        coalesce((array_agg(type ORDER BY occurred_at DESC, event_id DESC) FILTER (WHERE %5$s))[1],
          '') AS subscription,
        max(occurred_at) FILTER (WHERE %5$s) AS subscription_at,
        (array_agg(event_id ORDER BY occurred_at DESC, event_id DESC) FILTER (WHERE %5$s))[1]
          AS subscription_event
      FROM incoming GROUP BY customer_id
      """
          .formatted(
              VISIT,
              PURCHASE,
              COUNTS,
              Stream.of("channel", "device", "market", "category")
                  .map(NewCustomers::mark)
                  .collect(Collectors.joining(", ")),
              SUBSCRIPTION);

  /** Days are written of customers that were inserted only. */
  private static final String INSERT =
      """
      WITH days AS MATERIALIZED (%1$s),
      summary AS (%2$s),
      derived AS (%3$s),
      inserted AS (
        INSERT INTO customers (customer_id, revision, calculated_at,
          purchase_days, first_purchase_day, last_purchase_day,
          first_day_value, repeat_value, unmatched, %4$s)
        SELECT customer_id, nextval('customer_revisions'), CAST(:now AS timestamptz),
          coalesce(purchase_days, 0), first_purchase_day, last_purchase_day,
          coalesce(first_day_value, 0), coalesce(repeat_value, 0), coalesce(unmatched, 0), %4$s
        FROM summary LEFT JOIN derived USING (customer_id)
        ORDER BY customer_id
        ON CONFLICT (customer_id) DO NOTHING
        RETURNING customer_id, revision),
      of_days AS (
        INSERT INTO customer_days (customer_id, day, purchases, value, lowered, order_lowered)
        SELECT customer_id, day, purchases, value, lowered, order_lowered
        FROM days JOIN inserted USING (customer_id))
      SELECT customer_id, revision FROM inserted
      """
          .formatted(DAYS, SUMMARY, DERIVED, CustomerColumns.NAMES);
}
