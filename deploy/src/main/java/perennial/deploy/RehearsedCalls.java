package perennial.deploy;

import com.google.protobuf.Timestamp;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import perennial.api.v1.BatchPredictRequest;
import perennial.api.v1.CustomerHistory;
import perennial.api.v1.Event;
import perennial.api.v1.EventServiceGrpc;
import perennial.api.v1.EventType;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.api.v1.RecordEventsRequest;

/** The calls of a rehearsal: of every kind that answers much, and so often that they get warm. */
final class RehearsedCalls {
  private static final int SINGLES = 3_000;
  private static final int OTHERS = 200;
  private static final int ROWS = 200;
  private static final int SECONDS = 30;
  private static final CustomerHistory HISTORY =
      CustomerHistory.newBuilder()
          .setRepeatPurchases(5)
          .setRecency(200)
          .setAge(300)
          .setMeanSpend(45.5)
          .build();
  private static final String JSON =
      "{\"frequency\":5.0,\"recency\":200.0,\"T\":300.0,\"monetary_value\":45.50}";

  private final Announcement ports;
  private final Timestamp now;

  RehearsedCalls(Announcement ports, Instant now) {
    this.ports = ports;
    this.now = Timestamp.newBuilder().setSeconds(now.getEpochSecond()).build();
  }

  /**
   * @throws io.grpc.StatusRuntimeException when a call fails
   * @throws IOException likewise
   */
  void run() throws IOException, InterruptedException {
    ManagedChannel channel =
        ManagedChannelBuilder.forAddress(ports.host(), ports.grpcPort()).usePlaintext().build();
    try {
      grpc(channel);
    } finally {
      channel.shutdownNow();
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      json(client);
    }
  }

  private void grpc(ManagedChannel channel) {
    var predictions =
        PredictionServiceGrpc.newBlockingStub(channel).withDeadlineAfter(SECONDS, TimeUnit.SECONDS);
    var events =
        EventServiceGrpc.newBlockingStub(channel).withDeadlineAfter(SECONDS, TimeUnit.SECONDS);
    for (int i = 0; i < SINGLES; i++) {
      var unused = predictions.predict(PredictRequest.newBuilder().setHistory(HISTORY).build());
    }
    BatchPredictRequest batch =
        BatchPredictRequest.newBuilder()
            .addAllHistories(Collections.nCopies(ROWS, HISTORY))
            .addHorizonDays(90)
            .build();
    for (int i = 0; i < OTHERS; i++) {
      String customer = "rehearsal-" + i;
      var answer = predictions.batchPredict(batch);
      var recorded =
          events.recordEvents(RecordEventsRequest.newBuilder().addEvents(event(customer)).build());
      var byId =
          predictions.predict(
              PredictRequest.newBuilder().setCustomerId(customer).setIntervalLevel(0.9).build());
    }
  }

  private Event event(String customer) {
    return Event.newBuilder()
        .setEventId(customer)
        .setCustomerId(customer)
        .setType(EventType.PURCHASE)
        .setOccurredAt(now)
        .setAmount("49.90")
        .setCurrency("USD")
        .build();
  }

  private void json(HttpClient client) throws IOException, InterruptedException {
    String json = "http://" + Announcement.address(ports.host(), ports.httpPort());
    String admin = "http://" + Announcement.address(ports.host(), ports.adminPort());
    for (int i = 0; i < OTHERS; i++) {
      send(client, post(json + "/predict", JSON));
      send(client, post(json + "/predict/batch", "{\"customers\":[" + JSON + "]}"));
      send(client, HttpRequest.newBuilder(URI.create(json + "/health/ready")));
    }
    send(client, HttpRequest.newBuilder(URI.create(json + "/metrics")));
    send(client, HttpRequest.newBuilder(URI.create(admin + "/login")));
  }

  private static HttpRequest.Builder post(String address, String body) {
    return HttpRequest.newBuilder(URI.create(address))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  private static void send(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    var answer = client.send(request.build(), BodyHandlers.discarding());
    if (answer.statusCode() != 200) {
      throw new IOException(answer.uri() + " answered " + answer.statusCode());
    }
  }
}
