package perennial.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.rpc.RetryInfo;
import io.grpc.Context;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.api.v1.BatchPredictRequest;
import perennial.api.v1.BatchPredictResponse;
import perennial.api.v1.CustomerHistory;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.server.FakeRegistry;
import perennial.server.InMemoryStore;
import perennial.server.TestModels;
import perennial.server.TestServer;

/** More than the server can do, and calls that nobody waits for. */
class OverloadTest {
  private static final CustomerHistory HISTORY =
      CustomerHistory.newBuilder().setRepeatPurchases(1).setRecency(2).setAge(3).build();

  private final InMemoryStore store = new InMemoryStore();
  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicInteger reads = new AtomicInteger();

  @TempDir Path folder;
  private TestServer test;

  @BeforeEach
  void start() throws Exception {
    FakeRegistry registry = FakeRegistry.serving(TestModels.model(1));
    test =
        TestServer.start(
                registry,
                store,
                folder,
                Clock.systemUTC(),
                Map.of("PERENNIAL_SERVER_MAX_ROWS", "20000", "PERENNIAL_SERVER_LOG_SHARE", "1"))
            .ready();
    store.onRead =
        () -> {
          reads.incrementAndGet();
          try {
            assertTrue(release.await(30, TimeUnit.SECONDS));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
  }

  @AfterEach
  void stop() {
    release.countDown();
    test.close();
  }

  @Test
  void batchPredict_moreRowsThanFit_areRefusedAtOnceAndSinglesAreNot() throws Exception {
    ListenableFuture<BatchPredictResponse> first = later(byIds(10_000), 60);
    ListenableFuture<BatchPredictResponse> second = later(byIds(9_000), 60);
    TestServer.eventually("both wait", () -> metric("perennial_rows_waiting") == 19_000);
    StatusRuntimeException refused = refused();
    assertEquals(Code.RESOURCE_EXHAUSTED, refused.getStatus().getCode());
    RetryInfo retry = StatusProto.fromThrowable(refused).getDetails(0).unpack(RetryInfo.class);
    assertTrue(retry.getRetryDelay().getSeconds() > 0 || retry.getRetryDelay().getNanos() > 0);
    long refusal = Long.MAX_VALUE;
    long single = Long.MAX_VALUE;
    for (int i = 0; i < 50; i++) { // in turns, so that what else runs here slows both
      long start = System.nanoTime();
      refused = refused();
      long between = System.nanoTime();
      assertEquals(1, versionOfASingle());
      refusal = Math.min(refusal, between - start);
      single = Math.min(single, System.nanoTime() - between);
    }
    assertTrue(refusal < 10 * single, refusal + " ns, an answer of one row " + single + " ns");
    assertEquals(51 * 100, metric("perennial_rows_refused_total"));
    release.countDown();
    assertEquals(10_000, first.get(60, TimeUnit.SECONDS).getPredictionsCount());
    assertEquals(9_000, second.get(60, TimeUnit.SECONDS).getAnswersCount());
    assertEquals(100, test.predictions().batchPredict(histories(100)).getPredictionsCount());
    TestServer.eventually("all left", () -> metric("perennial_rows_waiting") == 0);
  }

  @Test
  void batchPredict_refused_isOneRowOfTheLogEach() throws Exception {
    fill();
    StatusRuntimeException unused = refused();
    assertEquals(429, post("{\"model\":\"other\",\"customers\":[" + rows(100) + "]}"));
    TestServer.eventually("the rows", () -> logged().size() == 2);
    for (LoggedPrediction row : logged()) {
      assertEquals("RESOURCE_EXHAUSTED", row.status());
      assertEquals(Optional.empty(), row.history());
    }
    assertEquals(
        Set.of("", "other"), // over gRPC it was not read
        logged().stream().map(LoggedPrediction::model).collect(Collectors.toSet()));
  }

  @Test
  void predictBatchJson_moreRowsThanFit_isRefusedUnread() throws Exception {
    fill();
    assertEquals(429, post("{\"customers\":[" + rows(100) + "]}")); // reading them would be 400
    assertEquals(100, metric("perennial_rows_refused_total"));
    assertEquals(19_000, metric("perennial_rows_waiting"));
    assertEquals(
        200, post("/predict", "{\"frequency\":1,\"recency\":2,\"T\":3,\"monetary_value\":4}"));
    release.countDown();
    TestServer.eventually("all left", () -> metric("perennial_rows_waiting") == 0);
    assertEquals(400, post("{\"customers\":[" + rows(100) + "]}"));
    assertEquals(0, metric("perennial_rows_waiting"));
  }

  @Test
  void predictBatchJson_weightHiddenByEscapes_isRefusedWhenItIsRead() throws Exception {
    fill();
    String row = "{\"frequency\":1,\"recency\":2,\"T\":3,\"monetary_value\":4}";
    String hidden = "\"interval\\u005flevel\":0.9,\"horizon_days\":[1,2,3,4,5,6,7,8,9,10,11]";
    String rows = String.join(",", Collections.nCopies(100, row));
    assertEquals(429, post("{" + hidden + ",\"customers\":[" + rows + "]}"));
    assertEquals(19_000, metric("perennial_rows_waiting"));
  }

  private long versionOfASingle() {
    return test.predictions()
        .predict(PredictRequest.newBuilder().setHistory(HISTORY).build())
        .getServedBy()
        .getVersion();
  }

  /** Leaves no room for a hundred rows. */
  private void fill() {
    ListenableFuture<BatchPredictResponse> first = later(byIds(10_000), 60);
    ListenableFuture<BatchPredictResponse> second = later(byIds(9_000), 60);
    TestServer.eventually("both wait", () -> metric("perennial_rows_waiting") == 19_000);
    assertFalse(first.isDone() || second.isDone());
  }

  private static String rows(int count) {
    return String.join(",", Collections.nCopies(count, "{}"));
  }

  private List<LoggedPrediction> logged() {
    return List.copyOf(store.predictions);
  }

  private int post(String body) throws Exception {
    return post("/predict/batch", body);
  }

  private int post(String path, String body) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI address = URI.create("http://127.0.0.1:" + test.server.httpPort() + path);
      return client
          .send(
              HttpRequest.newBuilder(address)
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  private StatusRuntimeException refused() {
    return assertThrows(
        StatusRuntimeException.class, () -> test.predictions().batchPredict(histories(100)));
  }

  @Test
  void batchPredict_deadlinePassedWhileLoading_isNotComputed() {
    CompletableFuture<Context> context = new CompletableFuture<>();
    store.onRead =
        () -> {
          boolean unused = context.complete(Context.current());
          TestServer.eventually("the deadline", () -> Context.current().isCancelled());
        };
    // On a busy machine the first second may be over before anything is loaded.
    for (int seconds = 1; !context.isDone() && seconds < 60; seconds *= 2) {
      ListenableFuture<BatchPredictResponse> call = later(byIds(1_000), seconds);
      TestServer.eventually("the caller is told", call::isDone);
    }
    TestServer.eventually("it left", () -> metric("perennial_rows_waiting") == 0);
    assertTrue(context.join().isCancelled());
    assertFalse(metrics().contains("perennial_prediction_seconds_count"), this::metrics);
  }

  @Test
  void predict_cancelledWhileLoading_leavesAndTheNextOneIsAnswered() {
    ListenableFuture<?> call =
        PredictionServiceGrpc.newFutureStub(test.channel)
            .predict(PredictRequest.newBuilder().setCustomerId("c").build());
    TestServer.eventually("it loads", () -> reads.get() == 1);
    call.cancel(true);
    release.countDown();
    TestServer.eventually("it left", () -> metric("perennial_rows_waiting") == 0);
    assertEquals(
        1,
        test.predictions()
            .predict(PredictRequest.newBuilder().setCustomerId("c").build())
            .getServedBy()
            .getVersion());
  }

  private ListenableFuture<BatchPredictResponse> later(BatchPredictRequest request, int seconds) {
    return PredictionServiceGrpc.newFutureStub(test.channel)
        .withDeadlineAfter(Duration.ofSeconds(seconds).toMillis(), TimeUnit.MILLISECONDS)
        .batchPredict(request);
  }

  private static BatchPredictRequest byIds(int count) {
    return BatchPredictRequest.newBuilder()
        .addAllCustomerIds(IntStream.range(0, count).mapToObj(i -> "c-" + i).toList())
        .build();
  }

  private static BatchPredictRequest histories(int count) {
    return BatchPredictRequest.newBuilder()
        .addAllHistories(Collections.nCopies(count, HISTORY))
        .build();
  }

  private double metric(String name) {
    return metrics()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in\n" + metrics()));
  }

  private String metrics() {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI address = URI.create("http://127.0.0.1:" + test.server.httpPort() + "/metrics");
      return client
          .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
