package perennial.registry.ledger;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;
import perennial.registry.ledger.CustomerState.Subscription;

/**
 * The states of customers, within the caller's transaction. Rows are found one by one through the
 * primary key (LATERAL), whatever the planner believes about the size of the table.
 */
final class CustomerTable {
  private CustomerTable() {}

  /**
   * Locks the customers until the end of the transaction, in the order of their ids; those that are
   * not known get a row of revision 0.
   *
   * <p>New rows first, then locks, each in the same order in every transaction: nobody who holds a
   * lock waits for somebody's new row, so that there is no circle of waiting.
   *
   * @return the rows by id; one is missing when its customer was erased while this waited
   */
  static SortedMap<String, CustomerRow> lock(Handle handle, SortedSet<String> customerIds) {
    handle
        .createUpdate(
            """
            INSERT INTO customers (customer_id)
            SELECT id FROM unnest(CAST(:ids AS text[])) id
            ON CONFLICT (customer_id) DO NOTHING
            """)
        .bindArray("ids", String.class, customerIds)
        .execute();
    return lockKnown(handle, customerIds);
  }

  /** The same for customers that are known. */
  static SortedMap<String, CustomerRow> lockKnown(Handle handle, SortedSet<String> customerIds) {
    SortedMap<String, CustomerRow> rows = new TreeMap<>();
    handle
        .createQuery(
            """
            SELECT customer_id, %s
            FROM unnest(CAST(:ids AS text[])) id CROSS JOIN LATERAL (
              SELECT * FROM customers WHERE customer_id = id FOR UPDATE) c
            """
                .formatted(CustomerColumns.NAMES))
        .bindArray("ids", String.class, customerIds)
        .map((row, context) -> CustomerColumns.read(row))
        .forEach(row -> rows.put(row.customerId, row));
    return rows;
  }

  /** Removes rows of customers that nothing was recorded for. */
  static void removeEmpty(Handle handle, Collection<String> customerIds) {
    handle
        .createUpdate(
            "DELETE FROM customers WHERE customer_id = ANY(CAST(:ids AS text[])) AND revision = 0")
        .bindArray("ids", String.class, customerIds)
        .execute();
  }

  static void delete(Handle handle, String customerId) {
    handle
        .createUpdate("DELETE FROM customers WHERE customer_id = :id")
        .bind("id", customerId)
        .execute();
  }

  /**
   * Writes the rows, which are locked, with what follows from their days.
   *
   * <p>{@code place} is the number of purchase days at or before a day, so 1 from the first
   * purchase day to the day before the second. What a day is lowered by belongs to the latest
   * purchase day at or before it, which has the same place.
   *
   * @return the new revisions by customer
   */
  static Map<String, Long> write(Handle handle, Collection<CustomerRow> rows, Instant now) {
    Update update = handle.createUpdate(WRITE);
    TextArrays.bind(update, "customer_id", rows, row -> row.customerId);
    for (CustomerColumns.Column column : CustomerColumns.ALL) {
      TextArrays.bind(update, column.name(), rows, column.text());
    }
    Map<String, Long> revisions = new HashMap<>();
    update
        .bind("now", now.toString())
        .executeAndReturnGeneratedKeys("customer_id", "revision")
        .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
        .forEach(revision -> revisions.put(revision.getKey(), revision.getValue()));
    return revisions;
  }

  static final String DERIVED =
      """
      purchase_days, first_purchase_day, last_purchase_day, first_day_value, repeat_value, unmatched\
      """;

  /** Each of {@link #DERIVED} over the days of one customer, which know their place. */
  static final String DERIVATION =
      """
      count(*) FILTER (WHERE purchases > 0) AS purchase_days,
      min(day) FILTER (WHERE purchases > 0) AS first_purchase_day,
      max(day) FILTER (WHERE purchases > 0) AS last_purchase_day,
      coalesce(sum(value - lowered - order_lowered) FILTER (WHERE place = 1), 0)
        AS first_day_value,
      coalesce(sum(value - lowered - order_lowered) FILTER (WHERE place > 1), 0)
        AS repeat_value,
      coalesce(sum(lowered) FILTER (WHERE place = 0), 0) AS unmatched\
      """;

  private static final String WRITE =
      """
      INSERT INTO customers AS c (customer_id, revision, calculated_at, %1$s, %2$s)
      SELECT v.customer_id, nextval('customer_revisions'), CAST(:now AS timestamptz), %1$s, %2$s
      FROM unnest(CAST(:customer_id AS text[]), %3$s) v (customer_id, %2$s)
      CROSS JOIN LATERAL (
        SELECT %6$s
        FROM (
          SELECT day, purchases, value, lowered, order_lowered,
            count(*) FILTER (WHERE purchases > 0) OVER (ORDER BY day) AS place
          FROM customer_days d WHERE d.customer_id = v.customer_id) placed) derived
      ON CONFLICT (customer_id) DO UPDATE SET (revision, calculated_at, %1$s, %2$s) =
        (EXCLUDED.revision, EXCLUDED.calculated_at, %4$s, %5$s)
      """
          .formatted(
              DERIVED,
              CustomerColumns.NAMES,
              CustomerColumns.ALL.stream()
                  .map(c -> "CAST(:%s AS %s[])".formatted(c.name(), c.type()))
                  .collect(Collectors.joining(", ")),
              excluded(DERIVED),
              excluded(CustomerColumns.NAMES),
              DERIVATION);

  private static String excluded(String names) {
    return List.of(names.split(",\\s*")).stream()
        .map(name -> "EXCLUDED." + name)
        .collect(Collectors.joining(", "));
  }

  /** The states of those customers that have one. */
  static Map<String, CustomerState> states(Handle handle, Collection<String> customerIds) {
    return handle
        .createQuery(
            """
            SELECT customer_id, revision, calculated_at, %s, %s
            FROM unnest(CAST(:ids AS text[])) id CROSS JOIN LATERAL (
              SELECT * FROM customers WHERE customer_id = id OFFSET 0) c
            """
                .formatted(DERIVED, CustomerColumns.NAMES))
        .bindArray("ids", String.class, customerIds)
        .map(CustomerTable::state)
        .collect(Collectors.toMap(CustomerState::customerId, state -> state, (a, b) -> a));
  }

  private static CustomerState state(ResultSet columns, StatementContext context)
      throws SQLException {
    CustomerRow row = CustomerColumns.read(columns);
    return new CustomerState(
        row.customerId,
        columns.getLong("revision"),
        columns.getInt("purchase_days"),
        day(columns, "first_purchase_day"),
        day(columns, "last_purchase_day"),
        money(columns, "first_day_value"),
        money(columns, "repeat_value"),
        money(columns, "unmatched"),
        requireNonNull(row.firstEventAt),
        requireNonNull(row.lastEventAt),
        Optional.ofNullable(row.firstVisitAt),
        Optional.ofNullable(row.firstPurchaseAt),
        subscription(row.subscription),
        new Attributes(
            value(row.channel), value(row.device), value(row.market), value(row.category)),
        row.counts,
        requireNonNull(CustomerColumns.time(columns, "calculated_at")));
  }

  private static Optional<LocalDate> day(ResultSet columns, String name) throws SQLException {
    return Optional.ofNullable(columns.getObject(name, LocalDate.class));
  }

  /** With as many decimals as it needs: equal amounts are equal objects. */
  private static BigDecimal money(ResultSet columns, String name) throws SQLException {
    BigDecimal plain = columns.getBigDecimal(name).stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }

  private static Subscription subscription(@Nullable Mark mark) {
    if (mark == null) {
      return Subscription.NONE;
    }
    return mark.value().equals(EventType.SUBSCRIPTION_RENEWAL.name())
        ? Subscription.SUBSCRIBED
        : Subscription.CANCELLED;
  }

  private static String value(@Nullable Mark mark) {
    return mark == null ? "" : mark.value();
  }
}
