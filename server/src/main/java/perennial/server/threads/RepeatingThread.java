package perennial.server.threads;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that runs a round again and again. Whatever a round throws, an Error too, must not end
 * it: nobody would follow any more.
 */
public final class RepeatingThread implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RepeatingThread.class);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  /** What it does. */
  public interface Work {
    /** Runs once; waits as long as it likes. */
    void round() throws InterruptedException;

    /** A round threw this; the next one comes after a pause. */
    void failed(Throwable error);

    /** The thread ends. */
    void ended();
  }

  private final Work work;
  private final Duration pauseAfterFailure;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  /**
   * @param name of the thread
   */
  public RepeatingThread(String name, Work work, Duration pauseAfterFailure) {
    this(name, work, pauseAfterFailure, running -> running);
  }

  private RepeatingThread(
      String name, Work work, Duration pauseAfterFailure, UnaryOperator<Runnable> around) {
    this.work = work;
    this.pauseAfterFailure = pauseAfterFailure;
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(around.apply(this::run));
  }

  /** The same for work that computes for long: it gives way to what answers. */
  public static RepeatingThread givingWay(String name, Work work, Duration pauseAfterFailure) {
    return new RepeatingThread(name, work, pauseAfterFailure, GivingWay::to);
  }

  public void start() {
    thread.start();
  }

  /** Waits, in a round, for this time or until it is closed. */
  public void pause(Duration pause) throws InterruptedException {
    boolean unused = closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Interrupts the round, and waits some seconds for the end. */
  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    try {
      if (thread.getState() != Thread.State.NEW && !thread.join(CLOSE_PATIENCE)) {
        log.warn("{} still waits for the database; left to end by itself", thread.getName());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (closing.getCount() > 0) {
        guarded();
      }
    } catch (InterruptedException e) {
      log.debug("{} was told to stop", thread.getName());
    } finally {
      work.ended();
    }
  }

  private void guarded() throws InterruptedException {
    try {
      work.round();
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      work.failed(e);
      pause(pauseAfterFailure);
    }
  }
}
