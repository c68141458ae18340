package perennial.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.api.v1.BatchPredictRequest;
import perennial.api.v1.BatchPredictResponse;
import perennial.api.v1.CustomerHistory;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictResponse;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.model.Horizons;
import perennial.model.Prediction;

/** Versions are swapped while thousands of calls are under way. */
class HotSwapTest {
  private static final int SWAPS = 50;
  private static final int VERSIONS = 5;
  private static final int ROWS = 50;
  private static final int OUTSTANDING = 16;
  private static final Horizons HORIZONS = Horizons.ofDays(30, 365);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"0", "16"}) // MiB of prediction cache
  void swap_underLoad_everyAnswerIsOneVersions(String cache) throws Exception {
    FakeRegistry registry = new FakeRegistry();
    for (int v = 1; v <= VERSIONS; v++) {
      registry.register("retail", TestModels.model(v));
    }
    registry.promote("retail", 1);
    try (TestServer test =
        TestServer.start(
                registry,
                folder,
                java.time.Clock.systemUTC(),
                Map.of(ServerConfig.CACHE_MIB, cache))
            .ready()) {
      Load load = new Load(test);
      Thread singles = Thread.ofPlatform().start(() -> load.run(load::single));
      Thread batches = Thread.ofPlatform().start(() -> load.run(load::batch));
      for (int swap = 1; swap <= SWAPS; swap++) {
        long version = 1 + swap % VERSIONS;
        registry.promote("retail", version);
        TestServer.eventually(
            "v" + version + " answers",
            () -> test.server.health().models().getFirst().servingVersion() == version);
        load.awaitCalls(40); // so that calls run before, during and after each swap
      }
      load.stop.set(true);
      singles.join();
      batches.join();
      load.permits.acquire(2 * OUTSTANDING);
      assertEquals(List.of(), List.copyOf(load.wrong));
      assertEquals(VERSIONS, load.seen.size(), "versions that answered");
      assertTrue(load.answered.get() > 2_000, load.answered + " calls");
    }
  }

  /** Calls without a pause, and the check of every answer against the version that it names. */
  private static final class Load {
    final AtomicBoolean stop = new AtomicBoolean();
    final AtomicLong answered = new AtomicLong();
    final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    final Set<Long> seen = ConcurrentHashMap.newKeySet();
    final Semaphore permits = new Semaphore(2 * OUTSTANDING);
    private final Map<Long, List<Prediction>> expected = new HashMap<>();
    private final List<CustomerHistory> histories;
    private final PredictionServiceGrpc.PredictionServiceStub stub;
    private final AtomicLong next = new AtomicLong();

    Load(TestServer test) {
      stub = PredictionServiceGrpc.newStub(test.channel);
      histories = TestModels.histories(ROWS).stream().map(Load::message).toList();
      for (long v = 1; v <= VERSIONS; v++) {
        var model = TestModels.model(v);
        expected.put(
            v, TestModels.histories(ROWS).stream().map(h -> model.predict(h, HORIZONS)).toList());
      }
    }

    void run(Runnable call) {
      while (!stop.get()) {
        permits.acquireUninterruptibly();
        call.run();
      }
    }

    void awaitCalls(int more) {
      long target = answered.get() + more;
      TestServer.eventually(more + " more calls", () -> answered.get() >= target);
    }

    void single() {
      int row = (int) (next.incrementAndGet() % ROWS);
      stub.predict(
          PredictRequest.newBuilder()
              .setModel("retail")
              .setHistory(histories.get(row))
              .addHorizonDays(30)
              .addHorizonDays(365)
              .build(),
          new Check<PredictResponse>() {
            @Override
            public void onNext(PredictResponse answer) {
              check(answer.getServedBy().getVersion(), row, answer.getPrediction());
            }
          });
    }

    void batch() {
      stub.batchPredict(
          BatchPredictRequest.newBuilder()
              .addAllHistories(histories)
              .addHorizonDays(30)
              .addHorizonDays(365)
              .build(),
          new Check<BatchPredictResponse>() {
            @Override
            public void onNext(BatchPredictResponse answer) {
              long version = answer.getServedBy().getVersion();
              for (int row = 0; row < ROWS; row++) {
                check(version, row, answer.getPredictions(row));
              }
            }
          });
    }

    private void check(long version, int row, perennial.api.v1.Prediction actual) {
      seen.add(version);
      Prediction want = expected.getOrDefault(version, List.of()).get(row);
      boolean same =
          want.probabilityAlive() == actual.getProbabilityAlive()
              && want.expectedSpend() == actual.getExpectedSpend()
              && want.horizons().get(1).clv() == actual.getHorizons(1).getClv();
      if (!same) {
        wrong.add("row " + row + " is not v" + version + "'s");
      }
    }

    private static CustomerHistory message(perennial.model.CustomerHistory history) {
      return CustomerHistory.newBuilder()
          .setRepeatPurchases(history.repeatPurchases())
          .setRecency(history.recency())
          .setAge(history.age())
          .setMeanSpend(history.meanSpend())
          .build();
    }

    private abstract class Check<T> implements StreamObserver<T> {
      @Override
      public void onError(Throwable error) {
        wrong.add(error.toString());
        permits.release();
      }

      @Override
      public void onCompleted() {
        answered.incrementAndGet();
        permits.release();
      }
    }
  }
}
