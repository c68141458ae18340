package perennial.server.bench;

import io.grpc.CallOptions;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** Sends the next call when one of the outstanding ones ends: how much a server can do. */
final class ClosedLoop<Q, S> {
  private final Calls<Q, S> calls;
  private final int outstanding;
  private int next;

  ClosedLoop(Calls<Q, S> calls, int outstanding) {
    this.calls = calls;
    this.outstanding = outstanding;
  }

  /**
   * What a round did.
   *
   * @param calls that were answered
   * @param cpuMicros of the server, a call
   */
  record Round(long calls, double seconds, double cpuMicros) {
    double perSecond() {
      return calls / seconds;
    }
  }

  Round run(BenchProcess server, double seconds) throws InterruptedException {
    Semaphore permits = new Semaphore(outstanding);
    AtomicLong done = new AtomicLong();
    AtomicLong failed = new AtomicLong();
    long cpu = server.cpuNanos();
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    while (System.nanoTime() < end) {
      permits.acquire();
      next = (next + 1) & 0xFFFFF;
      ClientCalls.asyncUnaryCall(
          calls.channel().newCall(calls.method(), CallOptions.DEFAULT),
          calls.request().apply(next),
          new Observer<S>(permits, done, failed));
    }
    permits.acquire(outstanding);
    double took = (System.nanoTime() - start) / 1e9;
    if (failed.get() > 0) {
      throw new AssertionError(failed + " calls failed");
    }
    return new Round(done.get(), took, (server.cpuNanos() - cpu) / 1e3 / done.get());
  }

  private record Observer<S>(Semaphore permits, AtomicLong done, AtomicLong failed)
      implements StreamObserver<S> {
    @Override
    public void onNext(S response) {
      done.incrementAndGet();
    }

    @Override
    public void onError(Throwable error) {
      failed.incrementAndGet();
      permits.release();
    }

    @Override
    public void onCompleted() {
      permits.release();
    }
  }
}
