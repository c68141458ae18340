package perennial.server.bench;

import static perennial.server.bench.Figures.format;

import com.google.protobuf.Timestamp;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.HdrHistogram.Histogram;
import perennial.api.v1.Event;
import perennial.api.v1.EventServiceGrpc;
import perennial.api.v1.EventType;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.api.v1.RecordEventsRequest;
import perennial.server.TestServer;
import perennial.server.drill.ServerProcess;

/** From the answer that an event is recorded to the first prediction that knows it. */
final class FreshnessBench {
  private static final int CUSTOMERS = 40;
  private static final int DAYS = 25;

  private final Figures figures;

  FreshnessBench(Figures figures) {
    this.figures = figures;
  }

  void run() throws IOException {
    try (BenchDatabase database = new BenchDatabase()) {
      ServerProcess one = database.startServer();
      ServerProcess two = database.startServer();
      ManagedChannel toOne = one.channel();
      ManagedChannel toTwo = two.channel();
      try {
        one.awaitAnswer(toOne);
        two.awaitAnswer(toTwo);
        measure(toOne, toOne); // warm-up
        report("the same server", measure(toOne, toOne));
        report("another server", measure(toOne, toTwo));
      } finally {
        List.of(toOne, toTwo).forEach(ManagedChannel::shutdownNow);
      }
    }
  }

  private Histogram measure(ManagedChannel taking, ManagedChannel asked) {
    Histogram micros = new Histogram(60_000_000, 3);
    String run = "r" + System.nanoTime();
    var events = EventServiceGrpc.newBlockingStub(taking);
    for (int day = 0; day < DAYS; day++) {
      for (int c = 0; c < CUSTOMERS; c++) {
        String customer = run + "-" + c;
        double before = clv(asked, customer);
        var recorded =
            events.recordEvents(
                RecordEventsRequest.newBuilder().addEvents(purchase(customer, day)).build());
        if (recorded.getRecorded() != 1) {
          throw new AssertionError("not recorded: " + recorded);
        }
        long start = System.nanoTime();
        TestServer.eventually("a prediction knows", () -> clv(asked, customer) != before);
        micros.recordValue((System.nanoTime() - start) / 1_000);
      }
    }
    return micros;
  }

  private static Event purchase(String customer, int day) {
    Instant at = Instant.now().minus(Duration.ofDays(200 - day));
    return Event.newBuilder()
        .setEventId(customer + "-" + day)
        .setCustomerId(customer)
        .setOccurredAt(Timestamp.newBuilder().setSeconds(at.getEpochSecond()))
        .setType(EventType.PURCHASE)
        .setAmount(day + 10 + ".50")
        .setCurrency("EUR")
        .build();
  }

  private static double clv(ManagedChannel channel, String customer) {
    return PredictionServiceGrpc.newBlockingStub(channel)
        .predict(PredictRequest.newBuilder().setCustomerId(customer).build())
        .getPrediction()
        .getHorizons(0)
        .getClv();
  }

  private void report(String where, Histogram micros) {
    figures.add(
        "event accepted -> a prediction of " + where + " knows it, p99",
        format("%.1f ms", micros.getValueAtPercentile(99) / 1e3),
        "50 ms",
        format(
            "%d events, p50 %.1f ms, max %.1f ms",
            micros.getTotalCount(),
            micros.getValueAtPercentile(50) / 1e3,
            micros.getMaxValue() / 1e3));
  }
}
