package perennial.trainer.ledger;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Runs batches in a few threads at once, each over a connection of its own, and hands over their
 * results in the order of the batches. For one thread.
 */
final class Batches<T> implements AutoCloseable {
  private static final int MOST_AT_ONCE = 4;

  private final int atOnce =
      Math.clamp(Runtime.getRuntime().availableProcessors(), 2, MOST_AT_ONCE);
  private final ExecutorService threads = Executors.newFixedThreadPool(atOnce);
  private final Deque<Future<T>> running = new ArrayDeque<>();

  /** Begins a batch; waits for an older one when as many run as may. Throws what that one threw. */
  void run(Callable<T> batch, Consumer<T> done) {
    if (running.size() == atOnce) {
      done.accept(result(running.removeFirst()));
    }
    running.add(threads.submit(batch));
  }

  /** Waits for all. */
  void finish(Consumer<T> done) {
    while (!running.isEmpty()) {
      done.accept(result(running.removeFirst()));
    }
  }

  private static <T> T result(Future<T> batch) {
    try {
      return batch.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a batch failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while batches run", e);
    }
  }

  /** Waits for the batches that run: each is done or not, as a whole. */
  @Override
  public void close() {
    threads.close();
  }
}
