package perennial.server.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends many messages from a virtual thread, which waits while the caller does not take them.
 *
 * <p>The call's own callbacks wait for this thread to return, so readiness is looked at, not told.
 */
final class Outflow<T> {
  private static final long LOOK_AGAIN_NANOS = 2_000_000;
  private static final long PATIENCE_NANOS = 10_000_000_000L; // a connection is held meanwhile

  private final ServerCallStreamObserver<T> responses;

  private boolean sentAny;

  Outflow(ServerCallStreamObserver<T> responses) {
    this.responses = responses;
    responses.setOnCancelHandler(() -> {});
  }

  /**
   * @throws CallEnded when the caller has gone, or takes nothing for ten seconds
   */
  void send(T message) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!responses.isReady()) {
      CallEnded.check();
      if (System.nanoTime() > deadline) {
        throw CallEnded.tooSlow();
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
    responses.onNext(message);
    sentAny = true;
  }

  boolean sentAny() {
    return sentAny;
  }
}
