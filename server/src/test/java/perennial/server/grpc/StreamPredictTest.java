package perennial.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.api.v1.CustomerHistory;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.api.v1.StreamPredictRequest;
import perennial.api.v1.StreamPredictResponse;
import perennial.server.FakeRegistry;
import perennial.server.InMemoryStore;
import perennial.server.TestModels;
import perennial.server.TestServer;

class StreamPredictTest {
  private final InMemoryStore store = new InMemoryStore();

  @TempDir Path folder;
  private TestServer test;

  @BeforeEach
  void start() throws Exception {
    FakeRegistry registry = FakeRegistry.serving(TestModels.model(1));
    test = TestServer.start(registry, store, folder, Clock.systemUTC(), Map.of()).ready();
  }

  @AfterEach
  void stop() {
    test.close();
  }

  /** A caller that takes answers only when it asks for them. */
  private final class SlowCaller
      implements ClientResponseObserver<StreamPredictRequest, StreamPredictResponse> {
    final BlockingQueue<StreamPredictResponse> answers = new LinkedBlockingQueue<>();
    final CompletableFuture<Boolean> end = new CompletableFuture<>();
    private final CompletableFuture<ClientCallStreamObserver<StreamPredictRequest>> call =
        new CompletableFuture<>();
    final AtomicInteger sent = new AtomicInteger();
    private final int most;

    /**
     * @param most requests that it sends, as fast as the server reads them
     */
    SlowCaller(int most) {
      this.most = most;
      var unused = PredictionServiceGrpc.newStub(test.channel).streamPredict(this);
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<StreamPredictRequest> call) {
      this.call.complete(call);
      call.disableAutoRequestWithInitial(0);
      call.setOnReadyHandler(() -> {
        while (call.isReady() && sent.get() < most) {
          call.onNext(history(sent.getAndIncrement()));
          if (sent.get() == most) {
            call.onCompleted();
          }
        }
      });
    }

    ClientCallStreamObserver<StreamPredictRequest> requests() {
      return call.join();
    }

    @Override
    public void onNext(StreamPredictResponse answer) {
      answers.add(answer);
    }

    @Override
    public void onError(Throwable error) {
      end.completeExceptionally(error);
    }

    @Override
    public void onCompleted() {
      end.complete(true);
    }
  }

  private static StreamPredictRequest history(int number) {
    return StreamPredictRequest.newBuilder()
        .setRequestId("r-" + number)
        .setRequest(
            PredictRequest.newBuilder()
                .setHistory(
                    CustomerHistory.newBuilder()
                        .setRepeatPurchases(1)
                        .setRecency(2)
                        .setAge(3 + number % 100)))
        .build();
  }

  private static StreamPredictRequest id(String customer) {
    return StreamPredictRequest.newBuilder()
        .setRequestId(customer)
        .setRequest(PredictRequest.newBuilder().setCustomerId(customer))
        .build();
  }

  @Test
  void streamPredict_callerTakesNothing_serverStopsReading() throws Exception {
    int most = 100_000;
    SlowCaller caller = new SlowCaller(most);
    // What two network buffers and the window hold; then nothing moves until something is taken.
    int held = settled(caller.sent);
    assertTrue(held < most / 4, held + " requests were read for a caller that takes no answer");
    for (int taken = 0; taken < most; taken += 1_000) {
      caller.requests().request(1_000);
    }
    assertTrue(caller.end.get(60, TimeUnit.SECONDS));
    assertEquals(most, caller.answers.size());
    int next = 0;
    for (StreamPredictResponse answer : caller.answers) {
      assertEquals("r-" + next++, answer.getRequestId());
      assertTrue(answer.hasResponse());
    }
  }

  /** The value when it has not changed for a while. */
  private static int settled(AtomicInteger value) {
    AtomicInteger last = new AtomicInteger(-1);
    long[] since = {System.nanoTime()};
    TestServer.eventually(
        "it settles",
        () -> {
          if (last.getAndSet(value.get()) != value.get()) {
            since[0] = System.nanoTime();
          }
          return value.get() > 0 && System.nanoTime() - since[0] > 700_000_000;
        });
    return value.get();
  }

  @Test
  void streamPredict_slowLoadFirst_keepsTheOrder() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    store.onRead =
        () -> {
          try {
            assertTrue(release.await(20, TimeUnit.SECONDS));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    SlowCaller caller = new SlowCaller(0);
    caller.requests().request(100);
    caller.requests().onNext(id("slow"));
    IntStream.range(0, 10).forEach(i -> caller.requests().onNext(history(i)));
    caller.requests().onCompleted();
    release.countDown();
    assertTrue(caller.end.get(20, TimeUnit.SECONDS));
    List<String> ids = new ArrayList<>();
    caller.answers.forEach(answer -> ids.add(answer.getRequestId()));
    assertEquals("slow", ids.getFirst());
    assertEquals(11, ids.size());
    assertEquals("r-9", ids.getLast());
  }

  @Test
  void streamPredict_badRequests_areAnsweredAndTheStreamGoesOn() throws Exception {
    store.away = true;
    SlowCaller caller = new SlowCaller(0);
    caller.requests().request(100);
    caller
        .requests()
        .onNext(
            StreamPredictRequest.newBuilder()
                .setRequestId("bad")
                .setRequest(
                    PredictRequest.newBuilder().setHistory(CustomerHistory.newBuilder().setAge(-1)))
                .build());
    caller.requests().onNext(StreamPredictRequest.newBuilder().setRequestId("none").build());
    caller.requests().onNext(id("away"));
    caller.requests().onNext(history(1).toBuilder().setRequestId("x".repeat(201)).build());
    caller.requests().onNext(history(2));
    caller.requests().onCompleted();
    assertTrue(caller.end.get(20, TimeUnit.SECONDS));
    List<StreamPredictResponse> answers = List.copyOf(caller.answers);
    assertEquals(Code.INVALID_ARGUMENT_VALUE, answers.get(0).getError().getCode());
    BadRequest details = answers.get(0).getError().getDetails(0).unpack(BadRequest.class);
    assertEquals("history.age", details.getFieldViolations(0).getField());
    assertEquals(Code.INVALID_ARGUMENT_VALUE, answers.get(1).getError().getCode());
    assertEquals(Code.UNAVAILABLE_VALUE, answers.get(2).getError().getCode());
    assertEquals("away", answers.get(2).getRequestId());
    assertEquals(Code.INVALID_ARGUMENT_VALUE, answers.get(3).getError().getCode());
    assertTrue(answers.get(4).hasResponse());
  }

  @Test
  void streamPredict_serverEnds_whatWasReadIsAnswered() throws Exception {
    SlowCaller caller = new SlowCaller(0);
    caller.requests().request(100);
    for (int i = 0; i < 10; i++) {
      caller.requests().onNext(history(i));
    }
    TestServer.eventually("answers", () -> caller.answers.size() == 10);
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger reads = new AtomicInteger();
    store.onRead =
        () -> {
          reads.incrementAndGet();
          try {
            assertTrue(release.await(20, TimeUnit.SECONDS));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    caller.requests().onNext(id("loading"));
    TestServer.eventually("it loads", () -> reads.get() == 1);
    Thread closing = Thread.ofVirtual().start(test.server::close);
    TestServer.eventually("it ends", () -> test.server.health().draining());
    release.countDown();
    assertTrue(closing.join(TestServer.PATIENCE));
    ExecutionException end =
        assertThrows(ExecutionException.class, () -> caller.end.get(20, TimeUnit.SECONDS));
    assertEquals(11, caller.answers.size()); // the caller hears the end after the last answer
    assertEquals(Status.Code.UNAVAILABLE, Status.fromThrowable(end.getCause()).getCode());
  }
}
