package perennial.server.drill;

import com.google.protobuf.Timestamp;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import perennial.api.v1.Event;
import perennial.api.v1.EventServiceGrpc;
import perennial.api.v1.EventType;
import perennial.api.v1.RecordEventsRequest;
import perennial.server.TestServer;

/**
 * Batches of events, one after another. One that is not acknowledged is sent again until it is; one
 * in {@link #GIVEN_UP_EVERY} is sent only once, so that nobody completes what a fault left.
 */
final class EventLoad implements AutoCloseable {
  static final int BATCH = 20;
  static final int CUSTOMERS = 37;
  static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final int GIVEN_UP_EVERY = 3;
  private static final long PAUSE_NANOS = 5_000_000;
  private static final Instant FROM = Instant.parse("2026-01-05T10:00:00Z");

  private final EventServiceGrpc.EventServiceBlockingStub stub;
  private final Duration patience;
  private final Queue<List<Event>> acknowledged = new ConcurrentLinkedQueue<>();
  private final Queue<List<Event>> inDoubt = new ConcurrentLinkedQueue<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final Thread thread;
  private volatile boolean stopped;

  EventLoad(ManagedChannel channel) {
    this(channel, PATIENCE);
  }

  /**
   * @param patience after which a call has failed
   */
  EventLoad(ManagedChannel channel, Duration patience) {
    this.patience = patience;
    stub = EventServiceGrpc.newBlockingStub(channel);
    thread = Thread.ofPlatform().name("event-load").start(this::run);
  }

  private void run() {
    for (int n = 0; !stopped; n++) {
      List<Event> batch = batch(n);
      boolean once = n % GIVEN_UP_EVERY == 0;
      boolean sent = send(batch);
      while (!sent && !once && !stopped) {
        sent = send(batch);
      }
      (sent ? acknowledged : inDoubt).add(batch);
    }
  }

  private boolean send(List<Event> batch) {
    try {
      var answer =
          stub.withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS)
              .recordEvents(RecordEventsRequest.newBuilder().addAllEvents(batch).build());
      if (answer.getRejectedTotal() > 0) {
        throw new AssertionError("right events were refused: " + answer);
      }
      return true;
    } catch (StatusRuntimeException e) { // may have been recorded: the answer was lost
      failures.incrementAndGet();
      LockSupport.parkNanos(PAUSE_NANOS);
      return false;
    }
  }

  static List<Event> batch(int number) {
    List<Event> events = new ArrayList<>(BATCH);
    for (int i = 0; i < BATCH; i++) {
      int event = number * BATCH + i;
      boolean purchase = event % 3 > 0;
      Event.Builder built =
          Event.newBuilder()
              .setEventId("e-" + event)
              .setCustomerId(customer(event % CUSTOMERS))
              .setOccurredAt(
                  Timestamp.newBuilder()
                      .setSeconds(FROM.getEpochSecond() + event * 7_919L % (200 * 86_400)))
              .setType(purchase ? EventType.PURCHASE : EventType.VISIT);
      events.add(
          purchase
              ? built.setAmount("1" + event % 10 + ".50").setCurrency("EUR").build()
              : built.build());
    }
    return events;
  }

  static String customer(int number) {
    return "customer-" + number;
  }

  /** Batches of which the server said that they are recorded. */
  List<List<Event>> acknowledged() {
    return List.copyOf(acknowledged);
  }

  /** Batches that were sent without ever an answer: recorded whole, or not at all. */
  List<List<Event>> inDoubt() {
    return List.copyOf(inDoubt);
  }

  int failures() {
    return failures.get();
  }

  void awaitAcknowledged(int more) {
    int target = acknowledged.size() + more;
    TestServer.eventually(more + " more batches", () -> acknowledged.size() >= target);
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    thread.join();
  }
}
