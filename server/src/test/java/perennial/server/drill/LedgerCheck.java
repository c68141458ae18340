package perennial.server.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import perennial.api.v1.Event;
import perennial.registry.Database;
import perennial.registry.ledger.CustomerEvent;
import perennial.registry.ledger.CustomerLedger;
import perennial.registry.ledger.CustomerState;
import perennial.registry.testing.TestDatabase;

/** What must be in a ledger after faults. */
final class LedgerCheck {
  private LedgerCheck() {}

  /**
   * Every acknowledged event is there once, every other batch whole or not at all, and the states
   * are those of a ledger that got the same events without a fault.
   *
   * @return batches in doubt that were recorded
   */
  static int assertWhole(CustomerLedger ledger, EventLoad load) {
    List<CustomerEvent> kept = new ArrayList<>();
    for (int c = 0; c < EventLoad.CUSTOMERS; c++) {
      ledger.events(EventLoad.customer(c), kept::add);
    }
    Map<String, Integer> times = new HashMap<>();
    kept.forEach(e -> times.merge(e.eventId(), 1, Integer::sum));
    assertTrue(times.values().stream().allMatch(n -> n == 1), "events are kept once");
    for (List<Event> batch : load.acknowledged()) {
      assertEquals(batch.size(), count(times, batch), "acknowledged events that are kept");
    }
    int recorded = 0;
    int expected = load.acknowledged().size() * EventLoad.BATCH;
    for (List<Event> batch : load.inDoubt()) {
      int found = count(times, batch);
      assertTrue(found == 0 || found == batch.size(), found + " events of a batch are kept");
      recorded += found > 0 ? 1 : 0;
      expected += found;
    }
    assertEquals(expected, kept.size(), "nothing else is kept");
    assertEquals(recomputed(kept), states(ledger), "states");
    return recorded;
  }

  private static int count(Map<String, Integer> times, List<Event> batch) {
    return batch.stream().mapToInt(e -> times.getOrDefault(e.getEventId(), 0)).sum();
  }

  private static Map<String, CustomerState> recomputed(List<CustomerEvent> events) {
    try (Database fresh = TestDatabase.fresh(Clock.systemUTC())) {
      CustomerLedger ledger = fresh.ledger();
      var unused = ledger.settle(Drills.TERMS);
      for (int i = 0; i < events.size(); i += EventLoad.BATCH) {
        var recorded =
            ledger.record(events.subList(i, Math.min(events.size(), i + EventLoad.BATCH)));
        assertTrue(recorded.refused().isEmpty(), "refused when sent again");
      }
      return states(ledger);
    }
  }

  /** Without what tells the order in which the events came. */
  private static Map<String, CustomerState> states(CustomerLedger ledger) {
    Map<String, CustomerState> states = new TreeMap<>();
    for (int c = 0; c < EventLoad.CUSTOMERS; c++) {
      Optional<CustomerState> state = ledger.state(EventLoad.customer(c));
      state.ifPresent(s -> states.put(s.customerId(), timeless(s)));
    }
    return states;
  }

  private static CustomerState timeless(CustomerState s) {
    return new CustomerState(
        s.customerId(),
        0,
        s.purchaseDays(),
        s.firstPurchaseDay(),
        s.lastPurchaseDay(),
        s.firstDayValue(),
        s.repeatValue(),
        s.unmatched(),
        s.firstEventAt(),
        s.lastEventAt(),
        s.firstVisitAt(),
        s.firstPurchaseAt(),
        s.subscription(),
        s.acquisition(),
        s.events(),
        Instant.EPOCH);
  }
}
