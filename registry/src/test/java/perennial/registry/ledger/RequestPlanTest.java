package perennial.registry.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static perennial.registry.ledger.LedgerEvents.NOON;
import static perennial.registry.ledger.LedgerEvents.event;
import static perennial.registry.ledger.LedgerEvents.purchase;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import perennial.registry.Database;
import perennial.registry.RegistryConfig;
import perennial.registry.testing.TestDatabase;

/** What is done for one customer reads that customer's rows only, however many others there are. */
class RequestPlanTest {
  private static final int CUSTOMERS = 20_000;

  private final RegistryConfig config = TestDatabase.freshConfig();

  /** How often tables of customers were read as a whole, and how often through an index. */
  private record Scans(long whole, long byIndex) {}

  @Test
  void requests_ofOneCustomer_readNoTableAsAWhole() {
    try (Handle handle = Jdbi.open(config.jdbcUrl(), config.user(), config.password())) {
      fill(handle);
      Scans before = scans(handle);
      act();
      Scans after = scans(handle);
      assertEquals(before.whole(), after.whole(), "tables that were read as a whole");
      assertTrue(after.byIndex() > before.byIndex(), "what was read was counted");
    }
  }

  private Database open() {
    return Database.open(config, Clock.fixed(NOON, ZoneOffset.UTC));
  }

  private void fill(Handle handle) {
    List<CustomerEvent> events = new ArrayList<>();
    for (int i = 0; i < CUSTOMERS; i++) {
      events.add(event("e" + i, "c" + i, -i % 300, EventType.PURCHASE, "10", "o" + i));
    }
    try (Database db = open()) {
      var terms = db.ledger().settle(new LedgerTerms(ZoneOffset.UTC, "EUR"));
      assertEquals("EUR", terms.currency());
      assertEquals(CUSTOMERS, db.bulkLedger().load(events).events().recorded());
    }
    handle.execute("SELECT make_prediction_day('2026-05-04')");
    handle.execute(
        """
        INSERT INTO prediction_log (id, at, customer_id, model, version, arm, source,
          latency_micros, status)
        SELECT gen_random_uuid(), '2026-05-04 10:00:00+00', 'c' || i, 'retail', 0, 'CHAMPION', '',
          7, 'UNAVAILABLE'
        FROM generate_series(0, ? - 1) AS i
        """,
        CUSTOMERS);
    handle.execute("ANALYZE");
  }

  /** A state, an event, a return of an order, an event once more, an export, an erasure. */
  private void act() {
    try (Database db = open()) {
      CustomerLedger ledger = db.ledger();
      assertEquals(3, ledger.states(List.of("c1", "c2", "c3", "nobody")).size());
      List<CustomerEvent> batch =
          List.of(
              purchase("new-1", "c4", 1, "5"),
              event("new-2", "c5", 1, EventType.RETURN, "5", "o5"),
              purchase("new-3", "somebody new", 1, "5"));
      assertEquals(3, ledger.record(batch).recorded());
      assertEquals(3, ledger.record(batch).duplicates());
      List<Object> exported = new ArrayList<>();
      ledger.events("c5", exported::add);
      db.predictionLog().of("c5", exported::add);
      assertEquals(3, exported.size());
      assertEquals(new Erasure(2, 1), ledger.erase("c5", "ana", "asked for it"));
      assertTrue(ledger.readmit("c5", "ana", "came back"));
    }
  }

  /** Once all other connections have ended, with which they say what they read. */
  private static Scans scans(Handle handle) {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
    while (others(handle) > 0) {
      assertTrue(Instant.now().isBefore(deadline), "a connection is still open");
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    handle.execute("SELECT pg_stat_clear_snapshot()");
    return handle
        .createQuery(
            """
            SELECT sum(seq_scan) AS whole, sum(coalesce(idx_scan, 0)) AS by_index
            FROM pg_stat_user_tables
            WHERE relname ~ '^(customers|customer_days|events|prediction_log)_[0-9]+$'
            """)
        .map((row, context) -> new Scans(row.getLong("whole"), row.getLong("by_index")))
        .one();
  }

  private static long others(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
              AND backend_type = 'client backend'
            """)
        .mapTo(Long.class)
        .one();
  }
}
