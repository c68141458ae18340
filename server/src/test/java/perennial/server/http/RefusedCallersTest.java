package perennial.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.api.v1.PredictionServiceGrpc.PredictionServiceBlockingStub;
import perennial.registry.KeyScope;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.server.FakeAccounts;
import perennial.server.FakePredictionLog;
import perennial.server.FakeRegistry;
import perennial.server.TestModels;
import perennial.server.TestServer;

/** Callers who are not let in, over both ports: what they are told, and what is kept of it. */
class RefusedCallersTest {
  private static final String GOOD = "{\"frequency\":1,\"recency\":2,\"T\":3,\"monetary_value\":4}";

  @TempDir Path folder;
  private final FakePredictionLog log = new FakePredictionLog();
  private final FakeAccounts accounts = new FakeAccounts();
  private final HttpClient client = HttpClient.newHttpClient();
  private TestServer test;

  @BeforeEach
  void start() throws Exception {
    FakeRegistry registry = FakeRegistry.serving(TestModels.model(1));
    accounts.add("good", "shop", KeyScope.PREDICT);
    accounts.add("other", "till", KeyScope.EVENTS);
    test =
        TestServer.start(
                registry,
                accounts,
                log,
                folder,
                Map.of("PERENNIAL_SERVER_LOG_SHARE", "1", "PERENNIAL_SERVER_API_KEYS", "required"))
            .ready();
  }

  @AfterEach
  void stop() {
    client.close();
    test.close();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 401, UNAUTHENTICATED",
    "wrong, 401, UNAUTHENTICATED",
    "other, 403, PERMISSION_DENIED"
  })
  void anyPrediction_notLetIn_isCountedAndNotLogged(String key, int status, String code)
      throws Exception {
    assertEquals(status, post("/predict", GOOD, "application/json", key));
    assertEquals(status, post("/predict/batch", "nonsense", "application/json", key));
    assertEquals(status, post("/predict/batch", "{}", "text/plain", key));
    assertEquals(status, post("/predict", "{}" + " ".repeat(100_000), "application/json", key));
    assertEquals(status, send(request("/customers/c/prediction", key).GET()).statusCode());
    StatusRuntimeException error =
        assertThrows(
            StatusRuntimeException.class,
            () -> stub(key).predict(PredictRequest.getDefaultInstance()));
    assertEquals(Code.valueOf(code), error.getStatus().getCode());
    assertEquals(200, post("/predict", GOOD, "application/json", "good"));
    TestServer.eventually("the answer's row", () -> !log.rows().isEmpty());
    assertEquals(List.of("OK"), log.rows().stream().map(LoggedPrediction::status).toList());
    List<String> metrics = send(request("/metrics", "").GET()).body().lines().toList();
    assertHas(metrics, http("/predict", status) + 2);
    assertHas(metrics, http("/predict/batch", status) + 2);
    assertHas(metrics, http("/customers/{id}/prediction", status) + 1);
    assertHas(
        metrics,
        "perennial_calls_total{method=\"perennial.api.v1.PredictionService/Predict\",code=\"%s\"} 1"
            .formatted(code));
  }

  @ParameterizedTest
  @CsvSource({"text/plain, 415", "application/json, 413"})
  void post_unreadableByOneWhoIsLetIn_isLogged(String type, int status) throws Exception {
    assertEquals(status, post("/predict", "{}" + " ".repeat(100_000), type, "good"));
    TestServer.eventually("the row", () -> log.rows().size() == 1);
    assertEquals("INVALID_ARGUMENT", log.rows().getFirst().status());
  }

  @Test
  void anyPrediction_tooManyKeysWait_isToldWhenToComeAgain() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    accounts.onAsked = asked -> awaited(slow);
    AtomicInteger answered = new AtomicInteger();
    for (int i = 1; i <= 4; i++) { // the most queries at once
      guess("prk_first-" + i, answered);
      int queries = i;
      TestServer.eventually("another query", () -> accounts.asked.get() == queries);
    }
    for (int i = 0; i < 5_100; i++) { // the most that wait, and some
      guess("prk_guess-" + i, answered);
    }
    TestServer.eventually("these are refused", () -> answered.get() == 100);
    HttpResponse<String> answer = predict("good");
    assertEquals(429, answer.statusCode(), answer.body());
    assertEquals("1", answer.headers().firstValue("Retry-After").orElse(""));
    StatusRuntimeException error =
        assertThrows(
            StatusRuntimeException.class,
            () -> stub("good").predict(PredictRequest.getDefaultInstance()));
    assertEquals(Code.RESOURCE_EXHAUSTED, error.getStatus().getCode());
    slow.countDown();
    TestServer.eventually("all guesses are answered", () -> answered.get() == 5_104);
    assertEquals(200, predict("good").statusCode());
  }

  private void guess(String key, AtomicInteger answered) {
    PredictionServiceGrpc.newFutureStub(test.channel)
        .withInterceptors(key(key))
        .predict(PredictRequest.getDefaultInstance())
        .addListener(answered::incrementAndGet, Runnable::run);
  }

  private HttpResponse<String> predict(String key) throws Exception {
    return send(
        request("/predict", key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(GOOD)));
  }

  private static void awaited(CountDownLatch latch) {
    try {
      assertTrue(latch.await(TestServer.PATIENCE.toSeconds(), TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  private static void assertHas(List<String> lines, String line) {
    assertTrue(lines.contains(line), () -> line + " is not in\n" + String.join("\n", lines));
  }

  private static String http(String route, int status) {
    return "perennial_http_requests_total{route=\"%s\",status=\"%d\"} ".formatted(route, status);
  }

  private PredictionServiceBlockingStub stub(String key) {
    return test.predictions().withInterceptors(key(key));
  }

  private static ClientInterceptor key(String key) {
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + key);
    return MetadataUtils.newAttachHeadersInterceptor(headers);
  }

  private HttpRequest.Builder request(String path, String key) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + test.server.httpPort() + path));
    return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
  }

  private int post(String path, String body, String type, String key) throws Exception {
    return send(request(path, key).header("Content-Type", type).POST(BodyPublishers.ofString(body)))
        .statusCode();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/predict",
        "/predict/",
        "//predict",
        "/./predict",
        "/health/../predict",
        "/%70redict",
        "/predict%2F",
        "/predict;a=b",
        "/Predict",
        "/predict?a=b",
        "http://other/predict",
      })
  void predict_oddlySpelt_letsNobodyIn(String target) throws Exception {
    String head =
        "POST %s HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"
            + "Connection: close\r\n\r\n%s";
    try (Socket socket = new Socket("127.0.0.1", test.server.httpPort())) {
      socket.setSoTimeout((int) TestServer.PATIENCE.toMillis());
      socket
          .getOutputStream()
          .write(head.formatted(target, GOOD.length(), GOOD).getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertTrue(answer.startsWith("HTTP/1.1 4"), answer);
      assertFalse(answer.contains("p_alive"), answer);
    }
  }
}
