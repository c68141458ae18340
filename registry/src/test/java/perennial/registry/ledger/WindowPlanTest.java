package perennial.registry.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import perennial.registry.RegistryConfig;
import perennial.registry.ledger.BulkLedger.Purchases;
import perennial.registry.testing.TestDatabase;

/** A window reads its own days of a ledger of many, whatever else there is in it. */
class WindowPlanTest {
  private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
  private static final int DAYS = 731; // odd: every day has both kinds of events
  private static final int CUSTOMERS = 20_000;
  private static final int EVENTS = 240_000;

  private static Handle handle;

  @BeforeAll
  static void fill() {
    RegistryConfig config = TestDatabase.freshConfig();
    handle = Jdbi.open(config.jdbcUrl(), config.user(), config.password());
    handle.execute(
        """
        INSERT INTO customers (customer_id, first_purchase_day)
        SELECT 'c' || i, ?::date FROM generate_series(0, ? - 1) AS i
        """,
        FIRST.minusDays(1),
        CUSTOMERS);
    // Every other one is a visit; the last day has nothing else.
    handle.execute(
        """
        INSERT INTO events (event_id, customer_id, occurred_at, day, type, amount, currency,
          order_id, channel, device, market, category, feature)
        SELECT 'e' || i, 'c' || i % ?, d.day + interval '12 hours', d.day,
          CASE WHEN i % 2 = 1 OR d.day = ?::date THEN 'VISIT'
               WHEN i % 100 = 0 THEN 'RETURN'
               ELSE 'PURCHASE' END,
          10, 'EUR', '', 'email', '', '', '', ''
        FROM generate_series(0, ? - 1) AS i
        CROSS JOIN LATERAL (SELECT ?::date + (i * 7919 % ?)::int AS day) AS d
        """,
        CUSTOMERS, FIRST.plusDays(DAYS - 1), EVENTS, FIRST, DAYS);
    handle.execute("ANALYZE events");
    handle.execute("ANALYZE customers");
  }

  @AfterAll
  static void close() {
    handle.close();
  }

  @Test
  void purchases_ofAWeek_readNoPartitionAsAWhole() {
    List<String> plan =
        handle
            .createQuery("EXPLAIN " + LedgerWindows.PURCHASES)
            .bind("first", FIRST.plusDays(400))
            .bind("end", FIRST.plusDays(407))
            .bind("days", 7)
            .mapTo(String.class)
            .list();
    assertNoScan(plan);
    List<Purchases> read = new ArrayList<>();
    LedgerWindows.purchases(handle, FIRST.plusDays(400), FIRST.plusDays(407), 7, read::add);
    long purchases = read.stream().mapToLong(Purchases::purchases).sum();
    assertEquals(EVENTS * 0.49 * 7 / DAYS, purchases, 40);
  }

  @Test
  void lastDay_readsTheEndOfTheIndex() {
    assertNoScan(
        handle.createQuery("EXPLAIN " + LedgerWindows.LAST_DAY).mapTo(String.class).list());
    assertEquals(Optional.of(FIRST.plusDays(DAYS - 2)), LedgerWindows.lastDay(handle));
  }

  private static void assertNoScan(List<String> plan) {
    String text = String.join("\n", plan);
    assertFalse(text.contains("Seq Scan on events"), text);
    assertTrue(text.contains("Index"), text);
  }
}
