package perennial.server.serving;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.registry.DeploymentListener;
import perennial.registry.ModelRegistry;
import perennial.server.threads.Reopened;
import perennial.server.threads.RepeatingThread;

/**
 * Follows the registry's live deployments in a thread of its own, which is the only writer of
 * {@link ServingModels}. An announcement of the database wakes it; a slow poll finds what was not
 * announced.
 */
public final class DeploymentWatcher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DeploymentWatcher.class);
  // A registry slower than this at the start is treated as away: the kept versions answer first.
  private static final Duration START_PATIENCE = Duration.ofSeconds(2);
  private static final Duration RECONNECT = Duration.ofSeconds(1);

  private final ModelRegistry registry;
  private final Reopened<DeploymentListener> listener; // only touched by the thread
  private final Reconciler reconciler;
  private final Duration pollInterval;
  private final RepeatingThread thread;
  private boolean begun; // only touched by the thread

  DeploymentWatcher(
      ModelRegistry registry,
      Supplier<DeploymentListener> listen,
      Reconciler reconciler,
      Duration pollInterval) {
    this.registry = registry;
    this.listener = new Reopened<>(listen);
    this.reconciler = reconciler;
    this.pollInterval = pollInterval;
    // Loading a version must not delay answers.
    this.thread = RepeatingThread.givingWay("perennial-watcher", new Watching(), RECONNECT);
  }

  void start() {
    thread.start();
  }

  /** Stops following; what is served stays. */
  @Override
  public void close() {
    thread.close();
  }

  private final class Watching implements RepeatingThread.Work {
    @Override
    public void round() throws InterruptedException {
      if (!begun) {
        begun = true;
        if (!registryAnswers()) {
          reconciler.serveLastKnownGood();
        }
      }
      // Listening starts before the reading: a change in between is announced, not missed.
      listen();
      reconciler.pass();
      await();
    }

    @Override
    public void failed(Throwable error) {
      reconciler.broken(error);
      listener.close();
    }

    @Override
    public void ended() {
      listener.close();
    }
  }

  private boolean registryAnswers() throws InterruptedException {
    FutureTask<Integer> reading = new FutureTask<>(() -> registry.live().size());
    Thread.ofVirtual().name("perennial-first-contact").start(reading);
    try {
      var unused = reading.get(START_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      log.debug("the registry does not answer at the start", e);
      return false;
    }
  }

  private void listen() {
    try {
      var unused = listener.get();
    } catch (RuntimeException e) {
      log.debug("no announcements for now, only polls", e);
    }
  }

  private void await() throws InterruptedException {
    Duration idle = reconciler.idle(pollInterval);
    if (listener.isOpen()) { // one opened here would have missed what came since the reading
      try {
        boolean unused = listener.get().await(idle);
        return;
      } catch (RuntimeException e) {
        log.debug("announcements ended; listening again", e);
        listener.close();
      }
    }
    thread.pause(idle.compareTo(RECONNECT) < 0 ? idle : RECONNECT);
  }
}
