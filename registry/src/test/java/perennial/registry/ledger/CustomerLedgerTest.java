package perennial.registry.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static perennial.registry.ledger.LedgerEvents.NOON;
import static perennial.registry.ledger.LedgerEvents.event;
import static perennial.registry.ledger.LedgerEvents.purchase;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import perennial.model.SpendOrders;
import perennial.model.Traits;
import perennial.registry.AuditLog.AuditFilter;
import perennial.registry.Database;
import perennial.registry.testing.TestDatabase;

class CustomerLedgerTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Database DB =
      TestDatabase.fresh(Clock.fixed(Instant.parse("2026-11-01T12:00:00Z"), ZoneOffset.UTC));
  private static final CustomerLedger LEDGER = DB.ledger();

  @BeforeAll
  static void settle() {
    assertEquals(Optional.empty(), LEDGER.terms());
    var tooEarly = List.of(purchase("early", "early", 0, "1"));
    assertThrows(IllegalStateException.class, () -> LEDGER.record(tooEarly));
    LEDGER.settle(new LedgerTerms(ZoneId.of("UTC"), "EUR"));
  }

  @AfterAll
  static void close() {
    DB.close();
  }

  @Test
  void settle_otherTerms_saysWhatHolds() {
    assertEquals("EUR", LEDGER.settle(new LedgerTerms(ZoneOffset.UTC, "EUR")).currency());
    var refusal =
        assertThrows(
            IllegalStateException.class,
            () -> LEDGER.settle(new LedgerTerms(ZoneId.of("Europe/Berlin"), "USD")));
    assertEquals(
        "the ledger counts days in UTC and money in EUR, which can never change; asked for were"
            + " Europe/Berlin and USD",
        refusal.getMessage());
  }

  @Test
  void record_returnBeforeItsPurchase_movesToItsDay() {
    LEDGER.record(List.of(purchase("m1", "mover", 0, "10"), purchase("m2", "mover", 9, "20")));
    LEDGER.record(List.of(event("m3", "mover", 8, EventType.RETURN, "5", "A")));
    assertEquals(new BigDecimal("5"), LEDGER.state("mover").orElseThrow().firstDayValue());
    LEDGER.record(List.of(event("m4", "mover", 4, EventType.PURCHASE, "30", "A")));
    CustomerState state = LEDGER.state("mover").orElseThrow();
    assertEquals(new BigDecimal("10"), state.firstDayValue());
    assertEquals(new BigDecimal("45"), state.repeatValue());
    assertEquals(3, state.purchaseDays());
  }

  @Test
  void record_sameIdAgain_firstCounts() {
    var first = LEDGER.record(List.of(purchase("f1", "first", 0, "10")));
    assertEquals(Set.of("first"), first.revisions().keySet());
    var again =
        LEDGER.record(
            List.of(purchase("f1", "first", 0, "99"), purchase("f1", "somebody", 0, "99")));
    assertEquals(new RecordedEvents(0, 2, List.of(), Map.of()), again);
    assertEquals(new BigDecimal("10"), LEDGER.state("first").orElseThrow().netValue());
    assertEquals(Optional.empty(), LEDGER.state("somebody"));
    assertEquals(first.revisions().get("first"), LEDGER.state("first").orElseThrow().revision());
  }

  @Test
  void record_otherCurrency_isRefusedAndTheRestRecorded() {
    CustomerEvent dollars =
        new CustomerEvent(
            "d1",
            "dollar",
            NOON,
            EventType.PURCHASE,
            BigDecimal.ONE,
            "USD",
            "",
            Attributes.NONE,
            "");
    var result = LEDGER.record(List.of(purchase("d0", "euro", 0, "1"), dollars));
    assertEquals(1, result.recorded());
    assertEquals(
        List.of(new RecordedEvents.Refused(1, "d1", "currency", "'USD' must be EUR, the ledger's")),
        result.refused());
    assertEquals(Optional.empty(), LEDGER.state("dollar"));
  }

  @Test
  void record_tooMany_isRefused() {
    var many = Collections.nCopies(1_001, purchase("n", "n", 0, "1"));
    assertThrows(IllegalArgumentException.class, () -> LEDGER.record(many));
  }

  @Test
  void erase_customer_forgetsAndRefusesUntilReadmitted() {
    List<CustomerEvent> events =
        List.of(purchase("e1", "erased", 0, "10"), purchase("e2", "erased", 3, "20"));
    LEDGER.record(events);
    long before = LEDGER.state("erased").orElseThrow().revision();
    assertEquals(new Erasure(2, 0), LEDGER.erase("erased", "ann", "asked for it"));
    assertEquals(Optional.empty(), LEDGER.state("erased"));
    assertEquals(List.of(), eventsOf("erased"));
    var refused = LEDGER.record(List.of(events.getFirst(), purchase("e3", "other", 0, "1")));
    assertEquals(1, refused.recorded());
    assertEquals(
        new RecordedEvents.Refused(0, "e1", "customer_id", "names a customer who was erased"),
        refused.refused().getFirst());
    assertEquals(Optional.empty(), LEDGER.state("erased"));

    assertFalse(LEDGER.readmit("other", "ann", "no reason"));
    assertTrue(LEDGER.readmit("erased", "ann", "is back"));
    assertFalse(LEDGER.readmit("erased", "ann", "is back"));
    assertEquals(1, LEDGER.record(events.subList(0, 1)).recorded());
    CustomerState back = LEDGER.state("erased").orElseThrow();
    assertEquals(new BigDecimal("10"), back.netValue());
    assertTrue(back.revision() > before);

    var entries = DB.audit().entries(new AuditFilter("", "erase customer", ""), 0, 10);
    assertEquals("2 events and 0 logged predictions deleted", entries.getFirst().detail());
    assertEquals("asked for it", entries.getFirst().reason());
    assertTrue(entries.stream().noneMatch(entry -> entry.toString().contains("erased,")));
    assertTrue(DB.audit().firstBroken().isEmpty());
  }

  @Test
  void erase_unknownCustomer_isRefusedFromThenOn() {
    assertEquals(new Erasure(0, 0), LEDGER.erase("stranger", "ann", "asked for it"));
    assertEquals(1, LEDGER.record(List.of(purchase("st", "stranger", 0, "1"))).refused().size());
    assertThrows(IllegalEvent.class, () -> LEDGER.erase("stranger", "ann", ""));
  }

  @Test
  void events_ofACustomer_comeByTime() {
    CustomerEvent later = event("x1", "export", 2, EventType.RETURN, "2.5000", "A");
    CustomerEvent earlier =
        new CustomerEvent(
            "x2",
            "export",
            NOON,
            EventType.PURCHASE,
            new BigDecimal("100"),
            "EUR",
            "A",
            new Attributes("email", "mobile", "DE", "shoes"),
            "");
    CustomerEvent use =
        new CustomerEvent(
            "x3",
            "export",
            NOON.plusNanos(123_456_000),
            EventType.FEATURE_USE,
            BigDecimal.ZERO,
            "",
            "",
            Attributes.NONE,
            "search");
    LEDGER.record(List.of(later, earlier, use));
    assertEquals(List.of(earlier, use, later), eventsOf("export"));
  }

  private static List<CustomerEvent> eventsOf(String customer) {
    List<CustomerEvent> events = new ArrayList<>();
    LEDGER.events(customer, events::add);
    return events;
  }

  @Test
  void await_changes_areHeardByAnotherConnection() throws Exception {
    try (CustomerListener listener = DB.listenCustomers()) {
      assertEquals(new CustomerListener.Changes(Set.of(), true), listener.await(LONG));
      List<CustomerEvent> many =
          IntStream.range(0, 1_000)
              .mapToObj(i -> purchase("h" + i, "heard \"ä\" " + i, 0, "1"))
              .toList();
      LEDGER.record(many);
      Set<String> heard = new HashSet<>();
      while (heard.size() < many.size()) {
        var changes = listener.await(LONG);
        assertFalse(changes.gap());
        assertFalse(changes.customers().isEmpty());
        heard.addAll(changes.customers());
      }
      assertTrue(heard.contains("heard \"ä\" 999"));
      LEDGER.record(many.subList(0, 10));
      assertEquals(
          new CustomerListener.Changes(Set.of(), false), listener.await(Duration.ofMillis(50)));
      LEDGER.erase(many.getFirst().customerId(), "ann", "asked for it");
      assertEquals(Set.of(many.getFirst().customerId()), listener.await(LONG).customers());
    }
  }

  @Test
  void record_supportTicket_itsCostLowersTheNetValue() {
    var recorded =
        LEDGER.record(
            List.of(
                purchase("ticket-1", "ticket", 0, "100"),
                purchase("ticket-2", "ticket", 10, "50"),
                event("ticket-3", "ticket", 12, EventType.SUPPORT_TICKET, "8.5", ""),
                event("ticket-4", "ticket", -3, EventType.SUPPORT_TICKET, "2", "")));
    assertEquals(4, recorded.recorded());
    CustomerState state = LEDGER.state("ticket").orElseThrow();
    assertEquals(new BigDecimal("141.5"), state.netValue());
    assertEquals(new BigDecimal("41.5"), state.repeatValue());
    assertEquals(new BigDecimal("2"), state.unmatched()); // nothing was bought before that one
    assertEquals(2, state.purchaseDays());
  }

  @Test
  void state_visitBeforeTheFirstPurchase_tellsTheTimeBetween() {
    List<CustomerEvent> events =
        List.of(
            event("visit-1", "visits first", 5, EventType.PURCHASE, "10", ""),
            event("visit-2", "visits first", 2, EventType.LOGIN, "0", ""),
            event("visit-3", "visits first", 1, EventType.FEATURE_USE, "0", ""),
            event("visit-4", "visits first", 9, EventType.VISIT, "0", ""));
    events.forEach(event -> LEDGER.record(List.of(event)));
    assertEquals(
        Optional.of(Duration.ofDays(3)),
        LEDGER.state("visits first").orElseThrow().timeToFirstPurchase());
    LEDGER.record(List.of(event("visit-5", "buys first", 0, EventType.PURCHASE, "10", "")));
    LEDGER.record(List.of(event("visit-6", "buys first", 1, EventType.VISIT, "0", "")));
    assertEquals(Optional.empty(), LEDGER.state("buys first").orElseThrow().timeToFirstPurchase());
  }

  @Test
  void record_behaviourOfEveryType_isCountedAndMovesNoMoney() {
    List<EventType> behaviour =
        Stream.of(EventType.values()).filter(type -> !type.hasAmount()).toList();
    assertEquals(
        List.of(
            EventType.SUBSCRIPTION_CANCELLATION,
            EventType.VISIT,
            EventType.LOGIN,
            EventType.SESSION_START,
            EventType.SESSION_END,
            EventType.FEATURE_USE,
            EventType.ADD_TO_CART),
        behaviour);
    LEDGER.record(
        behaviour.stream()
            .map(type -> event("does-" + type, "does", type.ordinal(), type, "0", ""))
            .toList());
    CustomerState state = LEDGER.state("does").orElseThrow();
    assertEquals(Set.copyOf(behaviour), state.events().keySet());
    assertEquals(0, state.purchaseDays());
    assertEquals(BigDecimal.ZERO, state.netValue());
    assertEquals(
        Optional.empty(), state.history(LocalDate.of(2026, 11, 1), SpendOrders.ALL, Traits.NONE));
  }
}
