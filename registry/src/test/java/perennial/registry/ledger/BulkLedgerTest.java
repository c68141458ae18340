package perennial.registry.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static perennial.registry.ledger.LedgerEvents.purchase;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import perennial.registry.Database;
import perennial.registry.testing.TestDatabase;

class BulkLedgerTest {
  private static final Database DB =
      TestDatabase.fresh(Clock.fixed(Instant.parse("2026-11-01T12:00:00Z"), ZoneOffset.UTC));
  private static final CustomerLedger LEDGER = DB.ledger();

  @BeforeAll
  static void settle() {
    LEDGER.settle(new LedgerTerms(ZoneId.of("UTC"), "EUR"));
  }

  @AfterAll
  static void close() {
    DB.close();
  }

  @Test
  void load_knownIdsWithOtherContent_saysWhatTheLedgerKeeps() {
    BulkLedger bulk = DB.bulkLedger();
    CustomerEvent one = purchase("conflict-1", "conflict", 0, "10");
    CustomerEvent two = purchase("conflict-2", "conflict", 1, "20");
    assertEquals(List.of(), bulk.load(List.of(one, two)).conflicts());
    CustomerEvent dearer = purchase("conflict-1", "conflict", 0, "11");
    CustomerEvent other = purchase("conflict-2", "conflict-other", 1, "20");
    CustomerEvent three = purchase("conflict-3", "conflict", 2, "30");
    BulkLedger.LoadedEvents again = bulk.load(List.of(dearer, other, three));
    assertEquals(1, again.events().recorded());
    assertEquals(2, again.events().duplicates());
    assertEquals(
        Set.of(new BulkLedger.Conflict(dearer, one), new BulkLedger.Conflict(other, two)),
        Set.copyOf(again.conflicts()));
    assertEquals(new BigDecimal("60"), LEDGER.state("conflict").orElseThrow().netValue());
    assertEquals(Optional.empty(), LEDGER.state("conflict-other"));
    assertEquals(List.of(), bulk.load(List.of(one, two, three)).conflicts());
  }

  @Test
  void load_erasedAmongNewCustomers_refusesThatOneOnly() {
    BulkLedger bulk = DB.bulkLedger();
    LEDGER.erase("gone", "ann", "asked for it");
    var loaded =
        bulk.load(List.of(purchase("g1", "stays", 0, "10"), purchase("g2", "gone", 0, "20")));
    assertEquals(1, loaded.events().recorded());
    assertEquals(Set.of("stays"), loaded.events().revisions().keySet());
    assertEquals(
        List.of(
            new RecordedEvents.Refused(1, "g2", "customer_id", "names a customer who was erased")),
        loaded.events().refused());
    assertEquals(Optional.empty(), LEDGER.state("gone"));
    assertEquals(List.of(), eventsOf("gone"));
  }

  @Test
  void load_idOfAnotherCustomersEvent_makesNoCustomer() {
    BulkLedger bulk = DB.bulkLedger();
    LEDGER.record(List.of(purchase("taken", "owner", 0, "10")));
    var loaded =
        bulk.load(
            List.of(purchase("free", "newcomer", 0, "1"), purchase("taken", "thief", 0, "9")));
    assertEquals(1, loaded.events().recorded());
    assertEquals(1, loaded.conflicts().size());
    assertEquals(Optional.empty(), LEDGER.state("thief"));
    assertEquals(new BigDecimal("1"), LEDGER.state("newcomer").orElseThrow().netValue());
  }

  private static List<CustomerEvent> eventsOf(String customer) {
    List<CustomerEvent> events = new ArrayList<>();
    LEDGER.events(customer, events::add);
    return events;
  }
}
