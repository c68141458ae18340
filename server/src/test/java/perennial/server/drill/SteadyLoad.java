package perennial.server.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import perennial.api.v1.CustomerHistory;
import perennial.api.v1.PredictRequest;
import perennial.api.v1.PredictResponse;
import perennial.api.v1.PredictionServiceGrpc;
import perennial.server.TestServer;

/** Predictions all the time, 8 outstanding, until it is closed. */
final class SteadyLoad implements AutoCloseable {
  private static final int OUTSTANDING = 8;
  private static final PredictRequest REQUEST =
      PredictRequest.newBuilder()
          .setHistory(
              CustomerHistory.newBuilder()
                  .setRepeatPurchases(5)
                  .setRecency(200)
                  .setAge(300)
                  .setMeanSpend(45.5))
          .build();

  private final PredictionServiceGrpc.PredictionServiceStub stub;
  private final AtomicLong answered = new AtomicLong();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final Semaphore permits = new Semaphore(OUTSTANDING);
  private final Thread thread;
  private volatile boolean stopped;

  SteadyLoad(TestServer test) throws InterruptedException {
    test.ready();
    stub = PredictionServiceGrpc.newStub(test.channel);
    thread = Thread.ofPlatform().name("steady-load").start(this::run);
  }

  private void run() {
    while (!stopped) {
      permits.acquireUninterruptibly();
      stub.withDeadlineAfter(5, TimeUnit.SECONDS)
          .predict(
              REQUEST,
              new StreamObserver<PredictResponse>() {
                @Override
                public void onNext(PredictResponse response) {
                  answered.incrementAndGet();
                }

                @Override
                public void onError(Throwable error) {
                  failures.add(error);
                  permits.release();
                }

                @Override
                public void onCompleted() {
                  permits.release();
                }
              });
    }
  }

  void awaitAnswers(long more) {
    long target = answered.get() + more;
    TestServer.eventually(more + " more answers", () -> answered.get() >= target);
  }

  /** Lets it run; fails when answers stop coming. */
  void runFor(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      awaitAnswers(100);
    }
  }

  void assertNothingFailed() {
    assertEquals(List.of(), List.copyOf(failures));
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    thread.join();
    permits.acquire(OUTSTANDING);
  }
}
