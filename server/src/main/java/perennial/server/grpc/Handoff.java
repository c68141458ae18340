package perennial.server.grpc;

import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Executor;

/**
 * Moves the rest of a call from the network's thread to another one: what waits for the network and
 * what computes for long must not hold up other connections.
 */
final class Handoff {
  private Handoff() {}

  /**
   * Runs the work in the executor, in the call's context. What it throws ends the call; a call that
   * is over by then is not worked on.
   *
   * @param method full name, for the log
   * @param always runs at the end in any case
   */
  static void run(
      Executor executor,
      String method,
      StreamObserver<?> responses,
      Runnable work,
      Runnable always) {
    if (responses instanceof ServerCallStreamObserver<?> call) {
      call.setOnCancelHandler(() -> {}); // else an answer to nobody is an error
    }
    Runnable guarded =
        () -> {
          try {
            CallEnded.check();
            work.run();
          } catch (RuntimeException | Error e) {
            responses.onError(GrpcErrors.status(e, method));
          } finally {
            always.run();
          }
        };
    try {
      executor.execute(Context.current().wrap(guarded));
    } catch (RuntimeException e) { // the server is ending
      always.run();
      throw e;
    }
  }
}
