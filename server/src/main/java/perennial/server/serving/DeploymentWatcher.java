package perennial.server.serving;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.registry.DeploymentListener;
import perennial.registry.ModelRegistry;
import perennial.server.threads.GivingWay;

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
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final ModelRegistry registry;
  private final Supplier<DeploymentListener> listen;
  private final Reconciler reconciler;
  private final Duration pollInterval;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private @Nullable DeploymentListener listener; // only touched by the thread

  DeploymentWatcher(
      ModelRegistry registry,
      Supplier<DeploymentListener> listen,
      Reconciler reconciler,
      Duration pollInterval) {
    this.registry = registry;
    this.listen = listen;
    this.reconciler = reconciler;
    this.pollInterval = pollInterval;
    this.thread =
        Thread.ofPlatform()
            .name("perennial-watcher")
            .daemon()
            .unstarted(GivingWay.to(this::watch)); // loading a version must not delay answers
  }

  void start() {
    thread.start();
  }

  /** Stops following; what is served stays. */
  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    try {
      if (!thread.join(CLOSE_PATIENCE)) {
        log.warn("the watcher still waits for the registry; it is left to end by itself");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    try {
      if (!registryAnswers()) {
        guarded(reconciler::serveLastKnownGood);
      }
      while (closing.getCount() > 0) {
        guarded(() -> {
          // Listening starts before the reading: a change in between is announced, not missed.
          listen();
          reconciler.pass();
          await();
        });
      }
    } catch (InterruptedException e) {
      log.debug("the watcher was told to stop");
    } finally {
      stopListening();
    }
  }

  private interface Step {
    void run() throws InterruptedException;
  }

  // Whatever a pass throws, an Error too, must not end the thread: nobody would follow any more.
  private void guarded(Step step) throws InterruptedException {
    try {
      step.run();
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      reconciler.broken(e);
      stopListening();
      pause(RECONNECT);
    }
  }

  private void pause(Duration pause) throws InterruptedException {
    boolean unused = closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
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
    if (listener == null) {
      try {
        listener = listen.get();
      } catch (RuntimeException e) {
        log.debug("no announcements for now, only polls", e);
      }
    }
  }

  private void await() throws InterruptedException {
    Duration idle = reconciler.idle(pollInterval);
    if (listener != null) {
      try {
        boolean unused = listener.await(idle);
        return;
      } catch (RuntimeException e) {
        log.debug("announcements ended; listening again", e);
        stopListening();
      }
    }
    pause(idle.compareTo(RECONNECT) < 0 ? idle : RECONNECT);
  }

  private void stopListening() {
    if (listener != null) {
      try {
        listener.close();
      } catch (RuntimeException e) {
        log.debug("closing the listener", e);
      }
      listener = null;
    }
  }
}
