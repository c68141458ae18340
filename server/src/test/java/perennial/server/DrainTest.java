package perennial.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.api.v1.BatchPredictRequest;
import perennial.api.v1.BatchPredictResponse;
import perennial.api.v1.CustomerHistory;
import perennial.api.v1.PredictionServiceGrpc;

class DrainTest {
  private static final int CALLS = 40;
  private static final int ROWS = 10_000;

  @TempDir Path folder;

  @Test
  void close_underLoad_everyCallInFlightIsAnswered() throws Exception {
    FakeRegistry registry = FakeRegistry.serving(TestModels.model(1));
    Map<String, String> room =
        Map.of("PERENNIAL_SERVER_MAX_ROWS", "10000000", ServerConfig.DRAIN_SECONDS, "60");
    try (TestServer test = TestServer.start(registry, folder, Clock.systemUTC(), room).ready()) {
      BatchPredictRequest request = bigBatch();
      AtomicInteger answered = new AtomicInteger();
      Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
      CountDownLatch first = new CountDownLatch(1);
      CountDownLatch done = new CountDownLatch(CALLS);
      Answers answers = new Answers(answered, errors, first, done);
      AtomicInteger sent = new AtomicInteger();
      var stub = PredictionServiceGrpc.newStub(test.channel).withInterceptors(new Sending(sent));
      for (int i = 0; i < CALLS; i++) {
        stub.batchPredict(request, answers);
      }
      // A call that comes when the server has said goodbye is told to go elsewhere.
      TestServer.eventually("all calls are under way", () -> sent.get() == CALLS);
      assertTrue(first.await(60, TimeUnit.SECONDS));
      long start = System.nanoTime();
      test.server.close();
      long seconds = (System.nanoTime() - start) / 1_000_000_000;
      assertTrue(done.await(60, TimeUnit.SECONDS));
      assertEquals(List.of(), List.copyOf(errors));
      assertEquals(CALLS, answered.get());
      assertTrue(seconds < 55, "the calls ended it, not the time: " + seconds + " s");
    }
  }

  @Test
  void close_watchedHealth_saysNotServingFirst() throws Exception {
    FakeRegistry registry = FakeRegistry.serving(TestModels.model(1));
    Map<String, String> patient = Map.of(ServerConfig.DRAIN_SECONDS, "60");
    try (TestServer test = TestServer.start(registry, folder, Clock.systemUTC(), patient).ready()) {
      Queue<ServingStatus> seen = new ConcurrentLinkedQueue<>();
      HealthGrpc.newStub(test.channel)
          .watch(
              HealthCheckRequest.getDefaultInstance(),
              new StreamObserver<>() {
                @Override
                public void onNext(HealthCheckResponse response) {
                  seen.add(response.getStatus());
                }

                @Override
                public void onError(Throwable error) {
                  seen.add(ServingStatus.UNRECOGNIZED);
                }

                @Override
                public void onCompleted() {
                  seen.add(ServingStatus.UNRECOGNIZED);
                }
              });
      TestServer.eventually("SERVING", () -> seen.contains(ServingStatus.SERVING));
      long start = System.nanoTime();
      test.server.close();
      long seconds = (System.nanoTime() - start) / 1_000_000_000;
      TestServer.eventually("NOT_SERVING", () -> seen.contains(ServingStatus.NOT_SERVING));
      assertTrue(seconds < 20, "a health watch must not hold the end up: " + seconds + " s");
    }
  }

  private static BatchPredictRequest bigBatch() {
    BatchPredictRequest.Builder request = BatchPredictRequest.newBuilder();
    for (int i = 0; i < ROWS; i++) {
      request.addHistories(
          CustomerHistory.newBuilder()
              .setRepeatPurchases(5)
              .setRecency(200)
              .setAge(300 + i)
              .setMeanSpend(45.5));
    }
    return request.build();
  }

  /** Counts calls whose headers are on their way. */
  private record Sending(AtomicInteger sent) implements ClientInterceptor {
    @Override
    public <Q, S> ClientCall<Q, S> interceptCall(
        MethodDescriptor<Q, S> method, CallOptions options, Channel next) {
      return next.newCall(
          method,
          options.withStreamTracerFactory(
              new ClientStreamTracer.Factory() {
                @Override
                public ClientStreamTracer newClientStreamTracer(
                    ClientStreamTracer.StreamInfo info, Metadata headers) {
                  return new ClientStreamTracer() {
                    @Override
                    public void outboundHeaders() {
                      sent.incrementAndGet();
                    }
                  };
                }
              }));
    }
  }

  private record Answers(
      AtomicInteger answered, Queue<Throwable> errors, CountDownLatch first, CountDownLatch done)
      implements StreamObserver<BatchPredictResponse> {
    @Override
    public void onNext(BatchPredictResponse response) {
      if (response.getPredictionsCount() == ROWS) {
        answered.incrementAndGet();
      }
    }

    @Override
    public void onError(Throwable error) {
      errors.add(error);
      done.countDown();
    }

    @Override
    public void onCompleted() {
      first.countDown();
      done.countDown();
    }
  }
}
