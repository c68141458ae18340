package perennial.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.server.FakePredictionLog;
import perennial.server.FakeRegistry;
import perennial.server.TestModels;
import perennial.server.TestServer;

/** Requests of the JSON port that reach no version, in the prediction log. */
class JsonLogTest {
  private static final String CUSTOMER =
      "{\"frequency\":1,\"recency\":2,\"T\":3,\"monetary_value\":4}";

  @TempDir Path folder;
  private final FakePredictionLog log = new FakePredictionLog();
  private final HttpClient client = HttpClient.newHttpClient();
  private TestServer test;

  @BeforeEach
  void start() throws Exception {
    FakeRegistry registry = FakeRegistry.serving(TestModels.model(1));
    registry.register("traits", TestModels.modelWithTraits());
    registry.promote("traits", 1);
    test =
        TestServer.start(
                registry, log, folder, Clock.systemUTC(), Map.of("PERENNIAL_SERVER_LOG_SHARE", "1"))
            .ready();
  }

  @AfterEach
  void stop() {
    client.close();
    test.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/predict|{\"frequency\":-1}|retail",
        "/predict|nonsense|retail",
        "/predict/batch|nonsense|retail",
        "/predict/batch|{\"customers\":[{},{}]}|retail",
        "/predict/batch|{\"model\":\"other\",\"customers\":[{},{}]}|other",
        "/predict/batch|{\"model\":\"traits\",\"customers\":[C,C]}|traits",
        "/predict/batch|{\"terms\":{\"margin\":7},\"customers\":[C,C]}|retail",
        "/predict/batch|{\"model\":\"no such name!\",\"customers\":[{},{}]}|''",
      })
  void post_wrongBody_isOneRowWithItsReason(String path, String body, String model)
      throws Exception {
    assertEquals(
        400,
        status(
            HttpRequest.newBuilder(uri(path))
                .POST(BodyPublishers.ofString(body.replace("C", CUSTOMER)))));
    assertOneRow(model);
  }

  @Test
  void get_wrongParameter_isOneRowWithItsReason() throws Exception {
    assertEquals(
        400, status(HttpRequest.newBuilder(uri("/customers/c1/prediction?model=other&horizon=5"))));
    assertOneRow("other");
  }

  @ParameterizedTest
  @CsvSource({"/predict, retail", "/predict/batch, ''"})
  void post_notInJson_isOneRowAndCounted(String path, String model) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    assertEquals(415, status(request.POST(BodyPublishers.ofString("{}")), "text/plain"));
    assertOneRow(model);
    assertCounted(path, 415);
  }

  @Test
  void post_tooLarge_isOneRowAndCounted() throws Exception {
    assertEquals(
        413,
        status(
            HttpRequest.newBuilder(uri("/predict"))
                .POST(BodyPublishers.ofString("{}" + " ".repeat(100_000)))));
    assertOneRow("retail");
    assertCounted("/predict", 413);
  }

  @Test
  void get_wrongPath_isNoRowAndCountedWithoutIt() throws Exception {
    assertEquals(404, status(HttpRequest.newBuilder(uri("/no/such/path"))));
    assertCounted("other", 404);
    assertEquals(List.of(), log.rows());
  }

  private void assertCounted(String route, int status) throws Exception {
    String line =
        "perennial_http_requests_total{route=\"%s\",status=\"%d\"} 1".formatted(route, status);
    String metrics =
        client
            .send(HttpRequest.newBuilder(uri("/metrics")).build(), BodyHandlers.ofString())
            .body();
    assertTrue(metrics.lines().anyMatch(line::equals), metrics);
  }

  private void assertOneRow(String model) {
    TestServer.eventually("the row", () -> !log.rows().isEmpty());
    LoggedPrediction row = log.rows().getFirst();
    assertEquals("INVALID_ARGUMENT", row.status());
    assertEquals(model, row.model());
    assertEquals("", row.customerId());
    assertEquals(Optional.empty(), row.history());
    assertEquals(Optional.empty(), row.output());
    assertEquals(List.of(row), log.rows());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + test.server.httpPort() + path);
  }

  private int status(HttpRequest.Builder request) throws Exception {
    return status(request, "application/json");
  }

  private int status(HttpRequest.Builder request, String type) throws Exception {
    return client
        .send(request.header("Content-Type", type).build(), BodyHandlers.discarding())
        .statusCode();
  }
}
