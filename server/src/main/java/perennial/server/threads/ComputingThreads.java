package perennial.server.threads;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * The threads of both ports for work that computes for more than some hundred microseconds: one for
 * each processor, which give way to the network's.
 */
public final class ComputingThreads implements AutoCloseable {
  private static final ThreadFactory THREADS =
      Thread.ofPlatform().name("perennial-batch-", 0).daemon().factory();

  private final ExecutorService executor =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          work -> THREADS.newThread(GivingWay.to(work)));

  public ExecutorService executor() {
    return executor;
  }

  /** Interrupts everything; waits for nothing. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
