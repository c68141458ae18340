package perennial.registry.ledger;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.registry.Database;
import perennial.registry.testing.TestDatabase;

/** Whatever the order, the repetitions and the batches: the state is that of the set of events. */
class LedgerPropertyTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-01T12:00:00Z"), ZoneOffset.UTC);
  private static final int ROUNDS = 25;

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia"})
  void record_anyOrderAndBatches_givesTheStateOfTheSet(String zone) {
    ZoneId id = ZoneId.of(zone);
    try (Database db = TestDatabase.fresh(CLOCK)) {
      CustomerLedger ledger = db.ledger();
      ledger.settle(new LedgerTerms(id, "EUR"));
      for (int seed = 0; seed < ROUNDS; seed++) {
        RandomEvents random = new RandomEvents(seed, id);
        List<CustomerEvent> events = random.some(3, 60);
        int recorded = 0;
        int duplicates = 0;
        for (List<CustomerEvent> batch : random.sent(events)) {
          RecordedEvents result = ledger.record(batch);
          recorded += result.recorded();
          duplicates += result.duplicates();
        }
        assertEquals(events.size(), recorded);
        assertEquals(events.size() / 4, duplicates);
        assertStates(ledger, id, events, "seed " + seed);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void record_manyWritersOfTheSameEvents_losesAndDoublesNothing(long seed) throws Exception {
    ZoneId zone = ZoneId.of("Europe/Berlin");
    try (Database db = TestDatabase.fresh(CLOCK);
        ExecutorService executor = Executors.newFixedThreadPool(8)) {
      CustomerLedger ledger = db.ledger();
      ledger.settle(new LedgerTerms(zone, "EUR"));
      RandomEvents random = new RandomEvents(seed, zone);
      List<CustomerEvent> events = random.some(20, 1_500);
      List<Future<RecordedEvents>> results = new ArrayList<>();
      for (List<CustomerEvent> batch : random.sent(events)) {
        results.add(executor.submit(() -> ledger.record(batch)));
      }
      int recorded = 0;
      for (Future<RecordedEvents> result : results) {
        recorded += result.get().recorded();
      }
      assertEquals(events.size(), recorded);
      assertStates(ledger, zone, events, "seed " + seed);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void load_anyOrderAndBatchesAtOnce_givesTheStateOfTheSet(long seed) throws Exception {
    ZoneId zone = ZoneId.of("Europe/Berlin");
    try (Database db = TestDatabase.fresh(CLOCK);
        ExecutorService executor = Executors.newFixedThreadPool(4)) {
      CustomerLedger ledger = db.ledger();
      ledger.settle(new LedgerTerms(zone, "EUR"));
      RandomEvents random = new RandomEvents(seed, zone);
      List<CustomerEvent> events = random.some(20, 1_500);
      List<Future<RecordedEvents>> results = new ArrayList<>();
      int sent = 0;
      for (List<CustomerEvent> batch : random.sent(events)) {
        boolean bulk = results.size() % 4 > 0; // beside those that come one by one
        sent += batch.size();
        results.add(
            executor.submit(
                () -> bulk ? db.bulkLedger().load(batch).events() : ledger.record(batch)));
      }
      int recorded = 0;
      int duplicates = 0;
      for (Future<RecordedEvents> result : results) {
        recorded += result.get().recorded();
        duplicates += result.get().duplicates();
      }
      assertEquals(events.size(), recorded);
      assertEquals(sent - events.size(), duplicates);
      assertStates(ledger, zone, events, "seed " + seed);
    }
  }

  /** As a log brings them: customers together, one cut in two, live events of some beside it. */
  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia"})
  void load_customersTogetherBesideLiveEvents_givesTheStateOfTheSet(String zone) throws Exception {
    ZoneId id = ZoneId.of(zone);
    try (Database db = TestDatabase.fresh(CLOCK);
        ExecutorService executor = Executors.newFixedThreadPool(4)) {
      CustomerLedger ledger = db.ledger();
      ledger.settle(new LedgerTerms(id, "EUR"));
      List<CustomerEvent> events = new RandomEvents(zone.length(), id).some(400, 6_000);
      List<CustomerEvent> together =
          events.stream().sorted(Comparator.comparing(CustomerEvent::customerId)).toList();
      List<Future<RecordedEvents>> results = new ArrayList<>();
      for (int from = 0; from < together.size(); from += 500) {
        List<CustomerEvent> batch = together.subList(from, from + 480);
        List<CustomerEvent> live = together.subList(from + 480, from + 500);
        results.add(executor.submit(() -> db.bulkLedger().load(batch).events()));
        results.add(executor.submit(() -> ledger.record(live)));
      }
      int recorded = 0;
      for (Future<RecordedEvents> result : results) {
        recorded += result.get().recorded();
      }
      assertEquals(events.size(), recorded);
      assertStates(ledger, id, events, zone);
      results.clear();
      for (int from = 0; from < together.size(); from += 500) {
        List<CustomerEvent> batch = together.subList(from, from + 500);
        results.add(executor.submit(() -> db.bulkLedger().load(batch).events()));
      }
      for (Future<RecordedEvents> result : results) {
        assertEquals(new RecordedEvents(0, 500, List.of(), Map.of()), result.get());
      }
      assertStates(ledger, id, events, zone);
    }
  }

  private static void assertStates(
      CustomerLedger ledger, ZoneId zone, List<CustomerEvent> events, String which) {
    Map<String, List<CustomerEvent>> byCustomer =
        events.stream().collect(Collectors.groupingBy(CustomerEvent::customerId));
    Map<String, CustomerState> states = ledger.states(byCustomer.keySet());
    assertEquals(byCustomer.keySet(), states.keySet(), which);
    byCustomer.forEach((customer, own) -> {
      CustomerState state = requireNonNull(states.get(customer));
      assertEquals(PlainLedger.state(zone, own, state), state, which);
    });
  }
}
