package perennial.server.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.StatusRuntimeException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.api.v1.CustomerHistory;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.api.v1.RecordEventsRequest;
import perennial.server.FakeRegistry;
import perennial.server.InMemoryStore;
import perennial.server.TestModels;
import perennial.server.TestServer;

class MetricsTest {
  private static final Pattern LINE =
      Pattern.compile(
          "# (HELP|TYPE) perennial_[a-z_]+ .+"
              + "|perennial_[a-z_]+(\\{([a-z]+=\"[^\"]*\",?)+\\})? [-0-9.E+]+");

  @TempDir Path folder;

  @Test
  void metrics_afterCalls_areValidAndCountThem() throws Exception {
    FakeRegistry registry = new FakeRegistry();
    registry.register("retail", TestModels.model(1));
    registry.register("retail", TestModels.model(2));
    registry.promote("retail", 1);
    try (TestServer test =
        TestServer.start(registry, new InMemoryStore(), folder, Clock.systemUTC(), Map.of())
            .ready()) {
      PredictRequest good =
          PredictRequest.newBuilder()
              .setHistory(
                  CustomerHistory.newBuilder().setRepeatPurchases(1).setRecency(2).setAge(3))
              .build();
      for (int i = 0; i < 3; i++) {
        var unused = test.predictions().predict(good);
      }
      assertThrows(
          StatusRuntimeException.class,
          () -> test.predictions().predict(PredictRequest.getDefaultInstance()));
      assertThrows(
          StatusRuntimeException.class,
          () -> test.events().recordEvents(RecordEventsRequest.getDefaultInstance()));
      registry.promote("retail", 2);
      TestServer.eventually(
          "v2", () -> test.server.health().models().getFirst().servingVersion() == 2);
      test.ready(); // whoever listens to the health has been told
      List<String> lines = get(test).lines().toList();
      lines.forEach(line -> assertTrue(LINE.matcher(line).matches(), line));
      String call = "perennial.api.v1.PredictionService/Predict";
      String labels =
          "{method=\"%s\",model=\"retail\",version=\"1\",source=\"INDIVIDUAL\"".formatted(call);
      assertHas(lines, "perennial_prediction_seconds_count" + labels + "} 3");
      assertHas(lines, "perennial_prediction_seconds_bucket" + labels + ",le=\"+Inf\"} 3");
      assertHas(lines, "perennial_calls_total{method=\"%s\",code=\"OK\"} 3".formatted(call));
      assertHas(
          lines,
          "perennial_calls_total{method=\"%s\",code=\"INVALID_ARGUMENT\"} 1".formatted(call));
      assertHas(lines, "perennial_prediction_cache_hits_total 2");
      assertHas(lines, "perennial_prediction_cache_misses_total 1");
      assertHas(lines, "perennial_swaps_total 1");
      assertHas(lines, "perennial_registry_staleness_seconds 0");
      assertHas(lines, "perennial_rows_limit 50000");
      assertHas(lines, "perennial_ready 1");
      assertFalse(lines.contains("perennial_stream_items_total 1"));
    }
  }

  @Test
  void metrics_afterJsonRequests_haveTheirTimesToo() throws Exception {
    FakeRegistry registry = FakeRegistry.serving(TestModels.model(1));
    String history = "{\"frequency\":1,\"recency\":2,\"T\":3,\"monetary_value\":4}";
    try (TestServer test = TestServer.start(registry, folder).ready()) {
      post(test, "/predict", history);
      post(test, "/predict", history);
      post(test, "/predict/batch", "{\"customers\":[" + history + "]}");
      var unused = get(test, "/customers/c1/prediction");
      List<String> lines = get(test).lines().toList();
      assertHas(lines, json("POST /predict", "INDIVIDUAL") + " 2");
      assertHas(lines, json("POST /predict/batch", "INDIVIDUAL") + " 1");
      assertHas(lines, json("GET /customers/{id}/prediction", "COHORT") + " 1");
    }
  }

  private static String json(String method, String source) {
    return "perennial_prediction_seconds_count"
        + "{method=\"%s\",model=\"retail\",version=\"1\",source=\"%s\"}".formatted(method, source);
  }

  private static void post(TestServer test, String path, String body) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(address(test, path))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      assertEquals(200, client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
    }
  }

  @Test
  void metrics_callerLeft_theCallIsCountedOnceAsCancelled() throws Exception {
    FakeRegistry registry = FakeRegistry.serving(TestModels.model(1));
    InMemoryStore store = new InMemoryStore();
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (TestServer test =
        TestServer.start(registry, store, folder, Clock.systemUTC(), Map.of()).ready()) {
      store.onRead =
          () -> {
            loading.countDown();
            awaited(release);
          };
      PredictRequest request = PredictRequest.newBuilder().setCustomerId("c").build();
      var call = PredictionServiceGrpc.newFutureStub(test.channel).predict(request);
      awaited(loading);
      call.cancel(true);
      String counted =
          "perennial_calls_total{method=\"perennial.api.v1.PredictionService/Predict\",code=\"%s\"}";
      TestServer.eventually(
          "it is counted", () -> has(test, counted.formatted("CANCELLED") + " 1"));
      release.countDown();
      var unused = test.predictions().predict(request);
      assertHas(get(test).lines().toList(), counted.formatted("CANCELLED") + " 1");
      assertHas(get(test).lines().toList(), counted.formatted("OK") + " 1");
    }
  }

  private static void awaited(CountDownLatch latch) {
    try {
      assertTrue(latch.await(TestServer.PATIENCE.toSeconds(), TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  private static boolean has(TestServer test, String line) {
    try {
      return get(test).lines().anyMatch(line::equals);
    } catch (Exception e) {
      throw new AssertionError("no metrics", e);
    }
  }

  private static void assertHas(List<String> lines, String line) {
    assertTrue(lines.contains(line), () -> line + " is not in\n" + String.join("\n", lines));
  }

  private static String get(TestServer test) throws Exception {
    HttpResponse<String> response = get(test, "/metrics");
    assertTrue(response.headers().firstValue("Content-Type").orElse("").startsWith("text/plain"));
    return response.body();
  }

  private static HttpResponse<String> get(TestServer test, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(address(test, path)).build(),
              HttpResponse.BodyHandlers.ofString());
      assertEquals(200, response.statusCode());
      return response;
    }
  }

  private static URI address(TestServer test, String path) {
    return URI.create("http://127.0.0.1:" + test.server.httpPort() + path);
  }

  @Test
  void histogram_times_fallIntoTheirBuckets() {
    Histogram histogram = new Histogram(new long[] {1_000_000, 10_000_000});
    histogram.add(-5);
    histogram.add(1_000_000);
    histogram.add(1_000_001);
    histogram.add(20_000_000);
    MetricsText text = new MetricsText();
    histogram.write(text, "t", "a=\"b\"");
    assertEquals(
        """
        t_bucket{a="b",le="0.001"} 2
        t_bucket{a="b",le="0.01"} 3
        t_bucket{a="b",le="+Inf"} 4
        t_sum{a="b"} 0.022
        t_count{a="b"} 4
        """,
        text.toString());
  }
}
