package perennial.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.model.Horizons;
import perennial.model.Prediction;
import perennial.server.FakeRegistry;
import perennial.server.TestModels;
import perennial.server.TestServer;

class HttpEndpointTest {
  private static final String GOOD =
      "{\"frequency\":5.0,\"recency\":200.0,\"T\":300.0,\"monetary_value\":45.50}";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final FakeRegistry registry = new FakeRegistry();
  private final HttpClient client = HttpClient.newHttpClient();
  private TestServer test;

  @BeforeEach
  void start() throws Exception {
    registry.register("retail", TestModels.model(1));
    registry.promote("retail", 1);
    test = TestServer.start(registry, folder).ready();
  }

  @AfterEach
  void stop() {
    client.close();
    test.close();
  }

  @Test
  void predict_theFourNumbers_answersTheNine() throws Exception {
    HttpResponse<String> response = post(GOOD);
    assertEquals(200, response.statusCode(), response.body());
    Prediction expected = TestModels.model(1).predict(TestModels.CUSTOMER, Horizons.ofDays(30, 90));
    JsonNode json = JSON.readTree(response.body());
    assertEquals(
        List.of(
            "p_alive",
            "expected_purchases_30d",
            "expected_purchases_90d",
            "expected_spend",
            "clv_30d",
            "clv_90d",
            "currency",
            "model",
            "version"),
        json.properties().stream().map(p -> p.getKey()).toList());
    assertEquals(expected.probabilityAlive(), json.get("p_alive").asDouble());
    assertEquals(
        expected.horizons().get(0).expectedPurchases(),
        json.get("expected_purchases_30d").asDouble());
    assertEquals(expected.horizons().get(1).clv(), json.get("clv_90d").asDouble());
    assertEquals("EUR", json.get("currency").asText());
    assertEquals("retail", json.get("model").asText());
    assertEquals(1, json.get("version").asLong());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"frequency\":5,\"recency\":200,\"T\":300}|monetary_value",
        "{\"recency\":200,\"T\":300,\"monetary_value\":45.5}|frequency",
        "{\"frequency\":5,\"recency\":200,\"T\":300,\"monetary_value\":45.5,\"age\":1}|age",
        "{\"frequency\":5,\"recency\":200,\"t\":300,\"monetary_value\":45.5}|t",
        "{\"frequency\":5,\"frequency\":5,\"recency\":200,\"T\":300,\"monetary_value\":1}|frequency",
        "{\"frequency\":\"5\",\"recency\":200,\"T\":300,\"monetary_value\":45.5}|frequency",
        "{\"frequency\":null,\"recency\":200,\"T\":300,\"monetary_value\":45.5}|frequency",
        "{\"frequency\":true,\"recency\":200,\"T\":300,\"monetary_value\":45.5}|frequency",
        "{\"frequency\":[5],\"recency\":200,\"T\":300,\"monetary_value\":45.5}|frequency",
        "{\"frequency\":{\"T\":1},\"recency\":200,\"T\":300,\"monetary_value\":45.5}|frequency",
        "{\"frequency\":5,\"recency\":\"NaN\",\"T\":300,\"monetary_value\":45.5}|recency",
        "{\"frequency\":5,\"recency\":NaN,\"T\":300,\"monetary_value\":45.5}|body",
        "{\"frequency\":5,\"recency\":200,\"T\":Infinity,\"monetary_value\":45.5}|body",
        "{\"frequency\":5,\"recency\":200,\"T\":300,\"monetary_value\":1e999}|monetary_value",
        "{\"frequency\":2.5,\"recency\":200,\"T\":300,\"monetary_value\":45.5}|frequency",
        "{\"frequency\":-1,\"recency\":200,\"T\":300,\"monetary_value\":45.5}|frequency",
        "{\"frequency\":5,\"recency\":301,\"T\":300,\"monetary_value\":45.5}|recency",
        "{\"frequency\":5,\"recency\":200,\"T\":-1,\"monetary_value\":45.5}|T",
        "{\"frequency\":5,\"recency\":200,\"T\":300,\"monetary_value\":-1}|monetary_value",
        "{\"frequency\":5,\"recency\":200,\"T\":300,\"monetary_value\":45.5|body",
        "[1,2,3,4]|body",
        "5|body",
        "nonsense|body",
      })
  void predict_badBody_namesTheField(String body, String field) throws Exception {
    HttpResponse<String> response = post(body);
    JsonNode problem = problem(response, 400);
    assertTrue(
        StreamSupport.stream(problem.get("violations").spliterator(), false)
            .anyMatch(v -> v.get("field").asText().equals(field)),
        response.body());
  }

  @Test
  void predict_violation_speaksThisApisWords() throws Exception {
    String detail =
        problem(post("{\"frequency\":5,\"recency\":301,\"T\":300,\"monetary_value\":45.5}"), 400)
            .get("detail")
            .asText();
    assertEquals("recency: recency 301 must be in [0, T = 300.0] days", detail);
  }

  @Test
  void predict_twoObjects_isRefused() throws Exception {
    problem(post(GOOD + GOOD), 400);
  }

  @Test
  void predict_noBody_isRefused() throws Exception {
    problem(post(""), 400);
  }

  @Test
  void predict_hugeBody_isRefused() throws Exception {
    problem(post(GOOD + " ".repeat(100_000)), 413);
  }

  @Test
  void predict_deepBody_isRefused() throws Exception {
    problem(post("{\"frequency\":" + "[".repeat(8_000)), 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "garbage"})
  void predict_otherMediaType_isRefused(String type) throws Exception {
    HttpRequest request =
        request("/predict")
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(GOOD))
            .build();
    problem(send(request), 415);
  }

  @Test
  void predict_get_isNotAllowed() throws Exception {
    HttpResponse<String> response = send(request("/predict").GET().build());
    problem(response, 405);
    assertEquals("POST", response.headers().firstValue("Allow").orElse(""));
  }

  @Test
  void anyPath_unknown_notFound() throws Exception {
    problem(send(request("/models/retail").GET().build()), 404);
  }

  @Test
  void health_ready_saysWhatIsServed() throws Exception {
    assertEquals(200, send(request("/health/live").GET().build()).statusCode());
    HttpResponse<String> ready = send(request("/health/ready").GET().build());
    assertEquals(200, ready.statusCode());
    assertEquals(
        "{\"status\":\"UP\",\"registry\":\"reachable\",\"models\":[{\"model\":\"retail\","
            + "\"version\":1,\"deployment\":1,\"state\":\"READY\",\"detail\":\"\"}]}",
        ready.body());
  }

  @Test
  void health_nothingDeployed_liveButNotReady() throws Exception {
    try (TestServer empty = TestServer.start(new FakeRegistry(), folder.resolve("empty"))) {
      TestServer.eventually("contact", () -> empty.server.health().registryReachable());
      String base = "http://127.0.0.1:" + empty.server.httpPort();
      assertEquals(200, send(request(base, "/health/live").GET().build()).statusCode());
      assertEquals(503, send(request(base, "/health/ready").GET().build()).statusCode());
      HttpResponse<String> predicted =
          send(
              request(base, "/predict")
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(GOOD))
                  .build());
      problem(predicted, 503);
    }
  }

  private HttpResponse<String> post(String body) throws Exception {
    return send(
        request("/predict")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return request("http://127.0.0.1:" + test.server.httpPort(), path);
  }

  private static HttpRequest.Builder request(String base, String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(20));
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }

  private static JsonNode problem(HttpResponse<String> response, int status) throws IOException {
    assertEquals(status, response.statusCode(), response.body());
    assertEquals(
        "application/problem+json", response.headers().firstValue("Content-Type").orElse(""));
    JsonNode problem = JSON.readTree(response.body());
    assertEquals(status, problem.get("status").asInt());
    return problem;
  }
}
