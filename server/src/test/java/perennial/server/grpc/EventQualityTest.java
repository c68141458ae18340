package perennial.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Timestamp;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.api.v1.Event;
import perennial.api.v1.EventType;
import perennial.api.v1.RecordEventsRequest;
import perennial.registry.monitoring.EventQuality;
import perennial.server.FakeEventQuality;
import perennial.server.FakeRegistry;
import perennial.server.InMemoryStore;
import perennial.server.TestModels;
import perennial.server.TestServer;
import perennial.server.customers.EventQualityWriter;
import perennial.server.metrics.ServerMetrics;

/** What comes in at the door is counted by what is wrong with it. */
class EventQualityTest {
  private static final long DAY = 86_400;

  @TempDir Path folder;

  private static Event.Builder event(String id, long secondsAgo) {
    return Event.newBuilder()
        .setEventId(id)
        .setCustomerId("c")
        .setOccurredAt(
            Timestamp.newBuilder()
                .setSeconds(Clock.systemUTC().instant().getEpochSecond() - secondsAgo))
        .setType(EventType.PURCHASE)
        .setAmount("1")
        .setCurrency("EUR");
  }

  @Test
  void recordEvents_goodAndBad_areCountedOnceEach() throws Exception {
    FakeRegistry registry = FakeRegistry.serving(TestModels.model(1));
    FakeEventQuality quality = new FakeEventQuality(0);
    try (TestServer test =
        TestServer.start(
                registry,
                new InMemoryStore(),
                quality,
                folder,
                Map.of("PERENNIAL_LEDGER_CURRENCY", "EUR"))
            .ready()) {
      List<Event> batch =
          List.of(
              event("good", 60).build(),
              event("late", 8 * DAY).build(),
              event("soon", -DAY / 2).build(),
              event("future", -2 * DAY).build(),
              event("", 60).setAmount("-1").build(),
              event("negative", 60).setAmount("-1").build(),
              event("nothing", 60).clearOccurredAt().build(),
              event("money", 60).setCurrency("eur").build(),
              event("none", 60).clearCurrency().build());
      var unused =
          test.events().recordEvents(RecordEventsRequest.newBuilder().addAllEvents(batch).build());
      var again =
          test.events()
              .recordEvents(RecordEventsRequest.newBuilder().addEvents(batch.getFirst()).build());
      assertEquals(1, again.getDuplicates());
    }
    assertEquals(
        new TreeMap<>(
            Map.of(
                EventQuality.RECEIVED, 10L,
                EventQuality.LATE, 1L,
                EventQuality.FUTURE_DATED, 2L,
                EventQuality.MISSING, 3L,
                EventQuality.OUT_OF_RANGE, 1L,
                EventQuality.UNKNOWN_CURRENCY, 1L,
                EventQuality.DUPLICATE, 1L)),
        quality.counts(LocalDate.EPOCH, LocalDate.MAX));
  }

  @Test
  void close_databaseAway_returnsTheCounts() {
    var events = new ServerMetrics().events();
    events.kind(EventQuality.LATE, 3);
    events.kind(EventQuality.LATE, 0);
    EventQualityWriter writer =
        new EventQualityWriter(
            new FakeEventQuality(1),
            events::takeKinds,
            back -> back.forEach(events::kind),
            () -> ZoneOffset.UTC,
            Clock.systemUTC());
    writer.start();
    writer.close();
    assertEquals(Map.of(EventQuality.LATE, 3L), events.takeKinds());
    assertEquals(Map.of(), events.takeKinds());
  }
}
