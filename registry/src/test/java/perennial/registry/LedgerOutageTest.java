package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.registry.embedded.EmbeddedPostgres;
import perennial.registry.embedded.EphemeralPostgres;
import perennial.registry.ledger.Attributes;
import perennial.registry.ledger.CustomerEvent;
import perennial.registry.ledger.CustomerListener;
import perennial.registry.ledger.EventType;
import perennial.registry.ledger.LedgerTerms;
import perennial.registry.ledger.RecordedEvents;
import perennial.registry.testing.TestDatabase;

/** The ledger without its database, and customers that several transactions want at once. */
class LedgerOutageTest {
  private static final LedgerTerms TERMS = new LedgerTerms(ZoneOffset.UTC, "EUR");
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path folder;

  private static CustomerEvent purchase(String id, String customer) {
    return new CustomerEvent(
        id,
        customer,
        Instant.parse("2026-05-04T12:00:00Z"),
        EventType.PURCHASE,
        BigDecimal.TEN,
        "EUR",
        "",
        Attributes.NONE,
        "");
  }

  @Test
  void record_databaseStoppedMidway_nothingIsHalfDone() throws Exception {
    List<CustomerEvent> batch = List.of(purchase("1", "ann"), purchase("2", "bob"));
    EmbeddedPostgres server = EphemeralPostgres.start(folder);
    try (Database db = Database.open(server.config(), Clock.systemUTC());
        ExecutorService executor = Executors.newSingleThreadExecutor()) {
      db.migrate();
      db.ledger().settle(TERMS);
      try (Handle other = db.jdbi().open()) {
        other.begin();
        // The events are in, their days wait.
        other.execute("INSERT INTO customer_days SELECT 'bob', '2026-05-04', 0, 0, 0, 0");
        Future<RecordedEvents> recording = executor.submit(() -> db.ledger().record(batch));
        awaitWaiterForLock(db);
        server.close();
        var failure = assertThrows(ExecutionException.class, recording::get);
        assertInstanceOf(RegistryUnavailable.class, failure.getCause());
        assertThrows(RuntimeException.class, other::rollback);
      } catch (org.jdbi.v3.core.JdbiException closingABrokenConnection) {
        assertTrue(closingABrokenConnection.getMessage() != null);
      }
    }
    server = EphemeralPostgres.start(folder);
    try (Database db = Database.open(server.config(), Clock.systemUTC())) {
      assertEquals(Optional.empty(), db.ledger().state("ann"));
      assertEquals(2, db.ledger().record(batch).recorded());
      assertEquals(BigDecimal.TEN, db.ledger().state("ann").orElseThrow().netValue());
    } finally {
      server.close();
    }
  }

  @Test
  void record_customerErasedWhileItWaited_isRefused() throws Exception {
    try (Database db = TestDatabase.fresh(Clock.systemUTC());
        ExecutorService executor = Executors.newFixedThreadPool(2)) {
      db.ledger().settle(TERMS);
      db.ledger().record(List.of(purchase("1", "ann")));
      Future<RecordedEvents> recording;
      Future<?> erasing;
      try (Handle other = db.jdbi().open()) {
        other.begin();
        other.execute("SELECT id FROM audit_head FOR UPDATE"); // an erasure ends with the audit
        erasing = executor.submit(() -> db.ledger().erase("ann", "bob", "asked for it"));
        awaitWaiterForLock(db);
        recording = executor.submit(() -> db.ledger().record(List.of(purchase("2", "ann"))));
        awaitWaitersForLock(db, 2);
        other.rollback();
      }
      erasing.get();
      assertEquals(1, recording.get().refused().size());
      assertEquals(Optional.empty(), db.ledger().state("ann"));
    }
  }

  @Test
  void await_connectionCut_reportsAGap() throws Exception {
    try (Database db = TestDatabase.fresh(Clock.systemUTC());
        CustomerListener listener = db.listenCustomers()) {
      db.ledger().settle(TERMS);
      assertTrue(listener.await(LONG).gap());
      assertFalse(listener.await(Duration.ofMillis(50)).gap());
      db.jdbi()
          .useHandle(h ->
              h.execute(
                  """
                  SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                  WHERE (query LIKE 'LISTEN%' OR query = '') AND datname = current_database()
                    AND pid <> pg_backend_pid()
                  """));
      assertThrows(RegistryUnavailable.class, () -> listener.await(LONG));
      assertTrue(listener.await(LONG).gap());
      db.ledger().record(List.of(purchase("1", "ann")));
      assertEquals(new CustomerListener.Changes(Set.of("ann"), false), listener.await(LONG));
    }
  }

  private static void awaitWaiterForLock(Database db) {
    awaitWaitersForLock(db, 1);
  }

  private static void awaitWaitersForLock(Database db, int least) {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (System.nanoTime() < deadline) {
      int waiting =
          db.jdbi()
              .withHandle(h ->
                  h.createQuery(
                          """
                          SELECT count(*) FROM pg_stat_activity
                          WHERE wait_event_type = 'Lock' AND datname = current_database()
                          """)
                      .mapTo(Integer.class)
                      .one());
      if (waiting >= least) {
        return;
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("nobody waited");
  }
}
