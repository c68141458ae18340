package perennial.server.grpc;

import com.google.protobuf.Timestamp;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import perennial.api.v1.Event;
import perennial.api.v1.EventType;
import perennial.api.v1.RecordEventsRequest;
import perennial.api.v1.RecordEventsResponse;
import perennial.server.FakeRegistry;
import perennial.server.InMemoryStore;
import perennial.server.TestModels;
import perennial.server.TestServer;

/** A server with a ledger in memory. */
abstract class EventServiceCase {
  final Clock clock = Clock.systemUTC();
  final InMemoryStore store = new InMemoryStore();

  @TempDir Path folder;
  TestServer test;

  @BeforeEach
  void start() throws Exception {
    FakeRegistry registry = FakeRegistry.serving(TestModels.model(1));
    Map<String, String> currency = Map.of("PERENNIAL_LEDGER_CURRENCY", "EUR");
    test = TestServer.start(registry, store, folder, clock, currency).ready();
  }

  @AfterEach
  void stop() {
    test.close();
  }

  Event.Builder purchase(String id, String customer, long daysAgo) {
    return Event.newBuilder()
        .setEventId(id)
        .setCustomerId(customer)
        .setOccurredAt(
            Timestamp.newBuilder().setSeconds(clock.instant().getEpochSecond() - daysAgo * 86_400))
        .setType(EventType.PURCHASE)
        .setAmount("49.90")
        .setCurrency("EUR");
  }

  RecordEventsResponse record(Event... events) {
    return test.events()
        .recordEvents(RecordEventsRequest.newBuilder().addAllEvents(List.of(events)).build());
  }
}
