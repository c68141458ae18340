package perennial.registry.ledger;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;
import perennial.registry.Sql;

/** The events, within the caller's transaction. */
final class EventTable {
  private static final int FETCH_ROWS = 1_000;
  static final String NAMES =
      """
      event_id, customer_id, occurred_at, day, type, amount, currency, order_id,
        channel, device, market, category, feature\
      """;

  private EventTable() {}

  /** An event and its day in the ledger's time zone. */
  record Dated(CustomerEvent event, LocalDate day) {}

  /** One order of one customer. */
  record Order(String customerId, String orderId) {}

  /** What matters of an order's event. */
  record OrderEvent(String eventId, boolean purchase, LocalDate day, BigDecimal amount) {}

  /**
   * Inserts the events that are not there yet.
   *
   * @param distinct events with distinct ids
   * @return whether an event was inserted
   */
  static Predicate<CustomerEvent> insert(Handle handle, Collection<Dated> distinct) {
    // By id: two transactions with the same events wait for each other in one direction only.
    List<Dated> events =
        distinct.stream()
            .sorted((a, b) -> Mark.compareIds(a.event.eventId(), b.event.eventId()))
            .toList();
    Update insert =
        handle.createUpdate(
            """
            INSERT INTO events (%s)
            SELECT * FROM unnest(
              CAST(:event_id AS text[]), CAST(:customer_id AS text[]),
              CAST(:occurred_at AS timestamptz[]), CAST(:day AS date[]), CAST(:type AS text[]),
              CAST(:amount AS numeric[]), CAST(:currency AS text[]), CAST(:order_id AS text[]),
              CAST(:channel AS text[]), CAST(:device AS text[]), CAST(:market AS text[]),
              CAST(:category AS text[]), CAST(:feature AS text[]))
            ON CONFLICT (event_id) DO NOTHING
            """
                .formatted(NAMES));
    TextArrays.bind(insert, "event_id", events, e -> e.event.eventId());
    TextArrays.bind(insert, "customer_id", events, e -> e.event.customerId());
    TextArrays.bind(insert, "occurred_at", events, e -> e.event.occurredAt());
    TextArrays.bind(insert, "day", events, Dated::day);
    TextArrays.bind(insert, "type", events, e -> e.event.type());
    TextArrays.bind(insert, "amount", events, e -> e.event.amount());
    TextArrays.bind(insert, "currency", events, e -> e.event.currency());
    TextArrays.bind(insert, "order_id", events, e -> e.event.orderId());
    TextArrays.bind(insert, "channel", events, e -> e.event.attributes().channel());
    TextArrays.bind(insert, "device", events, e -> e.event.attributes().device());
    TextArrays.bind(insert, "market", events, e -> e.event.attributes().market());
    TextArrays.bind(insert, "category", events, e -> e.event.attributes().category());
    TextArrays.bind(insert, "feature", events, e -> e.event.feature());
    Set<String> inserted =
        new HashSet<>(insert.executeAndReturnGeneratedKeys("event_id").mapTo(String.class).list());
    return event -> inserted.contains(event.eventId());
  }

  static boolean isKnown(Handle handle, String eventId) {
    return handle
        .createQuery("SELECT EXISTS (SELECT FROM events WHERE event_id = :id)")
        .bind("id", eventId)
        .mapTo(Boolean.class)
        .one();
  }

  /** All purchases and returns of these orders. */
  static Map<Order, List<OrderEvent>> ofOrders(Handle handle, Collection<Order> orders) {
    Map<Order, List<OrderEvent>> found = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT k.customer_id, k.order_id, e.event_id, e.type, e.day, e.amount
            FROM unnest(CAST(:customers AS text[]), CAST(:orders AS text[]))
              k (customer_id, order_id)
            CROSS JOIN LATERAL (
              SELECT event_id, type, day, amount FROM events
              WHERE customer_id = k.customer_id AND order_id = k.order_id AND order_id <> ''
                AND type IN ('PURCHASE', 'SUBSCRIPTION_RENEWAL', 'RETURN')
              OFFSET 0) e
            """)
        .bindArray("customers", String.class, orders.stream().map(Order::customerId).toList())
        .bindArray("orders", String.class, orders.stream().map(Order::orderId).toList())
        .map((row, context) ->
            Map.entry(
                new Order(row.getString("customer_id"), row.getString("order_id")),
                new OrderEvent(
                    row.getString("event_id"),
                    EventType.valueOf(row.getString("type")).isPurchase(),
                    row.getObject("day", LocalDate.class),
                    row.getBigDecimal("amount"))))
        .forEach(e -> found.computeIfAbsent(e.getKey(), o -> new ArrayList<>()).add(e.getValue()));
    return found;
  }

  /** The customer's events by time and id. */
  static void read(Handle handle, String customerId, Consumer<CustomerEvent> each) {
    try (Stream<CustomerEvent> events =
        handle
            .createQuery(
                """
                SELECT %s FROM events WHERE customer_id = :id ORDER BY occurred_at, event_id
                """
                    .formatted(NAMES))
            .bind("id", customerId)
            .setFetchSize(FETCH_ROWS)
            .map(EventTable::event)
            .stream()) {
      events.forEach(each);
    }
  }

  static CustomerEvent event(ResultSet row, StatementContext context) throws SQLException {
    return new CustomerEvent(
        row.getString("event_id"),
        row.getString("customer_id"),
        Sql.instant(row, "occurred_at"),
        EventType.valueOf(row.getString("type")),
        row.getBigDecimal("amount"),
        row.getString("currency"),
        row.getString("order_id"),
        new Attributes(
            row.getString("channel"),
            row.getString("device"),
            row.getString("market"),
            row.getString("category")),
        row.getString("feature"));
  }

  static int delete(Handle handle, String customerId) {
    return handle
        .createUpdate("DELETE FROM events WHERE customer_id = :id")
        .bind("id", customerId)
        .execute();
  }
}
