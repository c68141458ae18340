package perennial.trainer.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGINT or SIGTERM, for a program that runs until then. Listen before the first part starts, and
 * close this last: the virtual machine waits for that before it ends, so that a signal in the
 * middle of a start cuts nothing off either.
 *
 * <pre>{@code
 * try (StopSignal stop = StopSignal.listen();
 *     Part part = Part.start()) {
 *   stop.await();
 * }
 * }</pre>
 */
public final class StopSignal implements AutoCloseable {
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  private StopSignal() {}

  /** Listens from now on. */
  public static StopSignal listen() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(signal::askAndWait, "stop"));
    return signal;
  }

  private void askAndWait() {
    asked.countDown();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the signal. */
  public void await() throws InterruptedException {
    asked.await();
  }

  /**
   * Waits for the signal or for that time.
   *
   * @return whether it came
   */
  public boolean await(long time, TimeUnit unit) throws InterruptedException {
    return asked.await(time, unit);
  }

  /** Everything is closed: the virtual machine may end. */
  @Override
  public void close() {
    closed.countDown();
  }
}
