package perennial.registry.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** What a batch of events changes in the sums of customers' days. */
final class DayChanges {
  /** A customer's day. */
  private record Key(String customerId, LocalDate day) {}

  /** What is added to a day. */
  private static final class Sums {
    private int purchases;
    private BigDecimal value = BigDecimal.ZERO;
    private BigDecimal lowered = BigDecimal.ZERO;
    private BigDecimal orderLowered = BigDecimal.ZERO;
  }

  private final Map<Key, Sums> changes = new LinkedHashMap<>();

  private Sums of(String customerId, LocalDate day) {
    return changes.computeIfAbsent(new Key(customerId, day), key -> new Sums());
  }

  void addPurchase(String customerId, LocalDate day, BigDecimal value) {
    Sums sums = of(customerId, day);
    sums.purchases++;
    sums.value = sums.value.add(value);
  }

  /** A cost, or a return whose order is not known, of this day. */
  void lower(String customerId, LocalDate day, BigDecimal amount) {
    Sums sums = of(customerId, day);
    sums.lowered = sums.lowered.add(amount);
  }

  /** A return of an order that was bought on this day. */
  void lowerOrder(String customerId, LocalDate day, BigDecimal amount) {
    Sums sums = of(customerId, day);
    sums.orderLowered = sums.orderLowered.add(amount);
  }

  /** Adds the changes to table {@code customer_days}, whose customers are locked. */
  void write(Handle handle) {
    if (changes.isEmpty()) {
      return;
    }
    Update upsert =
        handle.createUpdate(
            """
            INSERT INTO customer_days AS d
              (customer_id, day, purchases, value, lowered, order_lowered)
            SELECT * FROM unnest(
              CAST(:customers AS text[]), CAST(:days AS date[]), CAST(:purchases AS integer[]),
              CAST(:values AS numeric[]), CAST(:lowered AS numeric[]),
              CAST(:orderLowered AS numeric[]))
            ON CONFLICT (customer_id, day) DO UPDATE SET
              purchases = d.purchases + EXCLUDED.purchases,
              value = d.value + EXCLUDED.value,
              lowered = d.lowered + EXCLUDED.lowered,
              order_lowered = d.order_lowered + EXCLUDED.order_lowered
            """);
    Collection<Key> keys = changes.keySet();
    Collection<Sums> sums = changes.values();
    TextArrays.bind(upsert, "customers", keys, Key::customerId);
    TextArrays.bind(upsert, "days", keys, Key::day);
    TextArrays.bind(upsert, "purchases", sums, s -> s.purchases);
    TextArrays.bind(upsert, "values", sums, s -> s.value);
    TextArrays.bind(upsert, "lowered", sums, s -> s.lowered);
    TextArrays.bind(upsert, "orderLowered", sums, s -> s.orderLowered);
    upsert.execute();
  }

  static void delete(Handle handle, String customerId) {
    handle
        .createUpdate("DELETE FROM customer_days WHERE customer_id = :id")
        .bind("id", customerId)
        .execute();
  }
}
