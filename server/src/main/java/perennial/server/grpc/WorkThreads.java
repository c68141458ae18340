package perennial.server.grpc;

import io.grpc.Context;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import perennial.server.threads.ComputingThreads;

/**
 * The threads beside the network's: virtual ones for what may wait, and those that compute for both
 * ports.
 */
final class WorkThreads implements AutoCloseable {
  private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();
  private final ExecutorService computing;

  /**
   * @param computing stays the caller's, who closes it when no port needs it
   */
  WorkThreads(ComputingThreads computing) {
    this.computing = computing.executor();
  }

  /** For work that may wait for the network. */
  Executor waiting() {
    return waiting;
  }

  /** For work that computes for more than some hundred microseconds. */
  Executor computing() {
    return computing;
  }

  /** Computes in the pool while the calling, virtual, thread waits. */
  <T> T computed(Callable<T> work) {
    try {
      return computing.submit(Context.current().wrap(work)).get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a batch was computed", e);
    }
  }

  /** Interrupts what waits; waits for nothing. */
  @Override
  public void close() {
    waiting.shutdownNow();
  }
}
