package perennial.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Timestamp;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.api.v1.EraseCustomerRequest;
import perennial.api.v1.Event;
import perennial.api.v1.EventType;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictResponse;
import perennial.api.v1.PredictionSource;
import perennial.api.v1.RecordEventsRequest;
import perennial.api.v1.RecordEventsResponse;
import perennial.registry.Database;
import perennial.registry.testing.TestDatabase;

/** One customer from the first event to the last, before a real PostgreSQL. */
class EventsToPredictionsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.now();

  @TempDir Path folder;

  @Test
  void customer_fromVisitToErasure_isAnsweredByWhatIsKnown() throws Exception {
    try (Database database = TestDatabase.fresh(Clock.systemUTC());
        TestServer test = start(database)) {
      assertEquals(PredictionSource.COHORT, predict(test, "ana").getAnswer().getSource());
      record(test, purchase("e1", 90), purchase("e2", 60), purchase("e3", 10));
      PredictResponse first = predict(test, "ana");
      assertEquals(PredictionSource.INDIVIDUAL, first.getAnswer().getSource());
      double clv = first.getPrediction().getHorizons(0).getClv();

      assertEquals(1, record(test, purchase("e3", 10)).getDuplicates(), "sent again");
      assertEquals(clv, predict(test, "ana").getPrediction().getHorizons(0).getClv(), 0);

      record(test, purchase("e4", 1));
      double more = predict(test, "ana").getPrediction().getHorizons(0).getClv();
      assertTrue(more > clv, more + " after another purchase, " + clv + " before");

      JsonNode json = JSON.readTree(get(test, "/customers/ana/prediction").body());
      assertEquals("INDIVIDUAL", json.get("source").asText());
      assertEquals(more, json.at("/prediction/horizons/0/clv").asDouble(), 0);
      assertFalse(json.get("state_as_of").asText().isEmpty());

      var erased =
          test.customers()
              .eraseCustomer(
                  EraseCustomerRequest.newBuilder()
                      .setCustomerId("ana")
                      .setReason("asked for it")
                      .build());
      assertEquals(4, erased.getEvents());
      assertEquals(PredictionSource.COHORT, predict(test, "ana").getAnswer().getSource());
      RecordEventsResponse refused = record(test, purchase("e5", 0));
      assertEquals("customer_id", refused.getRejected(0).getField());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "interval_level=2, 400, interval_level",
    "horizon_days=0, 400, horizon_days",
    "horizon_days=a, 400, horizon_days",
    "horizon=30, 400, horizon",
    "margin=NaN, 400, margin",
    "margin=2, 400, margin",
    "currency=JPY, 400, currency",
    "model=nobody, 404, ''",
    "model=No%20body, 400, model",
  })
  void prediction_badParameter_isNamed(String query, int status, String field) throws Exception {
    try (Database database = TestDatabase.fresh(Clock.systemUTC());
        TestServer test = start(database)) {
      HttpResponse<String> response = get(test, "/customers/ana/prediction?" + query);
      assertEquals(status, response.statusCode(), response.body());
      assertEquals(
          field,
          JSON.readTree(response.body()).at("/violations/0/field").asText(),
          response.body());
    }
  }

  private TestServer start(Database database) throws InterruptedException {
    TestVersions.register(database.registry(), 1);
    TestVersions.promote(database.registry(), 1, 0);
    TestServer test =
        TestServer.of(
            PerennialServer.start(
                TestServer.config(folder, Map.of("PERENNIAL_LEDGER_CURRENCY", "EUR")),
                database,
                Clock.systemUTC()));
    assertTrue(test.server.awaitReady(TestServer.PATIENCE));
    return test;
  }

  private static Event purchase(String id, int daysAgo) {
    Instant at = NOW.minus(Duration.ofDays(daysAgo));
    return Event.newBuilder()
        .setEventId(id)
        .setCustomerId("ana")
        .setOccurredAt(Timestamp.newBuilder().setSeconds(at.getEpochSecond()))
        .setType(EventType.PURCHASE)
        .setAmount("49.90")
        .setCurrency("EUR")
        .build();
  }

  private static RecordEventsResponse record(TestServer test, Event... events) {
    RecordEventsRequest.Builder request = RecordEventsRequest.newBuilder();
    for (Event event : events) {
      request.addEvents(event);
    }
    return test.events().recordEvents(request.build());
  }

  private static PredictResponse predict(TestServer test, String customer) {
    return test.predictions().predict(PredictRequest.newBuilder().setCustomerId(customer).build());
  }

  private static HttpResponse<String> get(TestServer test, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + test.server.httpPort() + path))
              .timeout(Duration.ofSeconds(20))
              .build(),
          BodyHandlers.ofString());
    }
  }
}
