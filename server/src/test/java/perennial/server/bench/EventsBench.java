package perennial.server.bench;

import static perennial.server.bench.Figures.format;

import com.google.protobuf.Timestamp;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import perennial.api.v1.Event;
import perennial.api.v1.EventServiceGrpc;
import perennial.api.v1.EventType;
import perennial.api.v1.RecordEventsRequest;
import perennial.registry.ledger.CustomerLedger;
import perennial.registry.ledger.CustomerState;
import perennial.server.drill.ServerProcess;

/**
 * Events at a rate, in batches, while the server is killed in the middle and started again. The
 * sender sends again what was not acknowledged.
 */
final class EventsBench {
  private static final int RATE = 5_000;
  private static final int BATCH = 100;
  private static final int SENDERS = 8;
  private static final int CUSTOMERS = 20_000;
  private static final int PAGE = 100;
  private static final long RETRY_NANOS = 20_000_000;
  private static final Instant FROM = Instant.parse("2026-01-05T10:00:00Z");

  private final Figures figures;
  private final int seconds;
  private final Histogram micros = new ConcurrentHistogram(600_000_000, 3);
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicInteger sentAgain = new AtomicInteger();

  /**
   * @param seconds that events come
   */
  EventsBench(Figures figures, int seconds) {
    this.figures = figures;
    this.seconds = seconds;
  }

  void run() throws IOException, InterruptedException {
    try (BenchDatabase database = new BenchDatabase()) {
      ServerProcess server = database.startServer();
      ManagedChannel channel = server.channel();
      server.awaitAnswer(channel);
      int batches = seconds * RATE / BATCH;
      long start = System.nanoTime();
      List<Thread> senders = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        senders.add(Thread.ofPlatform().start(() -> send(channel, start, batches)));
      }
      LockSupport.parkNanos(seconds * 500_000_000L);
      int before = acknowledged.get();
      server.kill();
      server.restart();
      for (Thread sender : senders) {
        sender.join();
      }
      double took = (System.nanoTime() - start) / 1e9;
      channel.shutdownNow();
      report(took, before, lost(database.database.ledger(), batches));
    }
  }

  private void send(ManagedChannel channel, long start, int batches) {
    var stub = EventServiceGrpc.newBlockingStub(channel);
    for (int n = next.getAndIncrement(); n < batches; n = next.getAndIncrement()) {
      long intended = start + n * (1_000_000_000L * BATCH / RATE);
      for (long left = intended - System.nanoTime(); left > 0; ) {
        LockSupport.parkNanos(left);
        left = intended - System.nanoTime();
      }
      RecordEventsRequest batch = batch(n);
      while (!acknowledged(channel, stub, batch)) {
        int unused = sentAgain.incrementAndGet();
        LockSupport.parkNanos(RETRY_NANOS);
      }
      micros.recordValue((System.nanoTime() - intended) / 1_000);
      int unused = acknowledged.incrementAndGet();
    }
  }

  private static boolean acknowledged(
      ManagedChannel channel,
      EventServiceGrpc.EventServiceBlockingStub stub,
      RecordEventsRequest batch) {
    try {
      var answer = stub.withDeadlineAfter(10, TimeUnit.SECONDS).recordEvents(batch);
      return answer.getRecorded() + answer.getDuplicates() == BATCH;
    } catch (StatusRuntimeException e) {
      channel.resetConnectBackoff();
      return false;
    }
  }

  private static RecordEventsRequest batch(int number) {
    RecordEventsRequest.Builder request = RecordEventsRequest.newBuilder();
    for (int i = 0; i < BATCH; i++) {
      int event = number * BATCH + i;
      request
          .addEventsBuilder()
          .setEventId("e-" + event)
          .setCustomerId("c-" + event * 7_919L % CUSTOMERS)
          .setOccurredAt(
              Timestamp.newBuilder()
                  .setSeconds(FROM.getEpochSecond() + event * 104_729L % (300 * 86_400)))
          .setType(EventType.PURCHASE)
          .setAmount(event % 90 + 10 + ".50")
          .setCurrency("EUR");
    }
    return request.build();
  }

  /** Events that are missing, by every customer's count; of some customers, by their ids. */
  private static long lost(CustomerLedger ledger, int batches) {
    Map<String, Set<String>> expected = new TreeMap<>();
    for (int n = 0; n < batches; n++) {
      for (Event event : batch(n).getEventsList()) {
        expected
            .computeIfAbsent(event.getCustomerId(), c -> new HashSet<>())
            .add(event.getEventId());
      }
    }
    long lost = 0;
    List<String> customers = List.copyOf(expected.keySet());
    for (int i = 0; i < customers.size(); i += PAGE) {
      List<String> page = customers.subList(i, Math.min(i + PAGE, customers.size()));
      Map<String, CustomerState> states = ledger.states(page);
      for (String customer : page) {
        CustomerState state = states.get(customer);
        long counted =
            state == null ? 0 : state.events().values().stream().mapToLong(Long::longValue).sum();
        lost += Math.max(0, expected.getOrDefault(customer, Set.of()).size() - counted);
      }
      Set<String> missing = new HashSet<>(expected.getOrDefault(page.getFirst(), Set.of()));
      ledger.events(page.getFirst(), e -> missing.remove(e.eventId()));
      lost += missing.size();
    }
    return lost;
  }

  private void report(double took, int beforeKill, long lost) {
    figures.add(
        format("events in batches of %d, for %d s with a kill in the middle", BATCH, seconds),
        format("%,.0f/s", acknowledged.get() * BATCH / took),
        "5,000/s",
        format(
            "%,.0f/s before the kill; sent again %d batches; from intended time to answer p50 %.1f"
                + " ms, longest %.1f s",
            beforeKill * BATCH / (seconds / 2.0),
            sentAgain.get(),
            micros.getValueAtPercentile(50) / 1e3,
            micros.getMaxValue() / 1e6));
    figures.add(
        "acknowledged events lost",
        String.valueOf(lost),
        "0",
        format("of %,d", acknowledged.get() * BATCH));
  }
}
