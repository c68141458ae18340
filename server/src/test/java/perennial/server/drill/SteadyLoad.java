package perennial.server.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.grpc.CallOptions;
import io.grpc.ClientStreamTracer;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.ClientCalls;
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
public final class SteadyLoad implements AutoCloseable {
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

  private final ManagedChannel channel;
  private final AtomicLong answered = new AtomicLong();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final Queue<Throwable> failedInFlight = new ConcurrentLinkedQueue<>();
  private final Semaphore permits = new Semaphore(OUTSTANDING);
  private final Thread thread;
  private volatile boolean stopped;

  /**
   * @param channel to a server that answers
   */
  public SteadyLoad(ManagedChannel channel) {
    this.channel = channel;
    this.thread = Thread.ofPlatform().name("steady-load").start(this::run);
  }

  private void run() {
    while (!stopped) {
      permits.acquireUninterruptibly();
      Call call = new Call();
      ClientCalls.asyncUnaryCall(
          channel.newCall(
              PredictionServiceGrpc.getPredictMethod(),
              CallOptions.DEFAULT
                  .withDeadlineAfter(5, TimeUnit.SECONDS)
                  .withStreamTracerFactory(call)),
          REQUEST,
          call.observer);
    }
  }

  /** One call, which knows whether it has been sent to a server. */
  private final class Call extends ClientStreamTracer.Factory {
    private volatile boolean sent;

    private final StreamObserver<PredictResponse> observer =
        new StreamObserver<>() {
          @Override
          public void onNext(PredictResponse response) {
            answered.incrementAndGet();
          }

          @Override
          public void onError(Throwable error) {
            (sent ? failedInFlight : failures).add(error);
            permits.release();
          }

          @Override
          public void onCompleted() {
            permits.release();
          }
        };

    @Override
    public ClientStreamTracer newClientStreamTracer(
        ClientStreamTracer.StreamInfo info, Metadata headers) {
      return new ClientStreamTracer() {
        @Override
        public void outboundHeaders() {
          sent = true;
        }
      };
    }
  }

  public void awaitAnswers(long more) {
    long target = answered.get() + more;
    TestServer.eventually(more + " more answers", () -> answered.get() >= target);
  }

  /** Lets it run; fails when answers stop coming. */
  public void runFor(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      awaitAnswers(100);
    }
  }

  /** Answers so far. */
  public long answered() {
    return answered.get();
  }

  /** Calls that reached a server and were not answered. */
  public List<Throwable> failedInFlight() {
    return List.copyOf(failedInFlight);
  }

  void assertNothingFailed() {
    assertEquals(List.of(), failedInFlight());
    assertEquals(List.of(), List.copyOf(failures));
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    thread.join();
    permits.acquire(OUTSTANDING);
  }
}
