package perennial.server.customers;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.registry.RegistryUnavailable;
import perennial.registry.ledger.CustomerLedger;
import perennial.registry.ledger.CustomerListener;

/**
 * Forgets customers as they change, in a thread of its own that listens to the database. After a
 * time without listening it forgets all.
 */
final class CustomerFollower implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CustomerFollower.class);
  private static final Duration RECONNECT = Duration.ofMillis(500);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final Supplier<CustomerListener> listen;
  private final CustomerLedger ledger;
  private final RememberedStates states;
  private final Freshness freshness;
  private final Duration wait;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  // Only touched by the thread:
  private @Nullable CustomerListener listener;
  private boolean missed = true;

  /**
   * @param listen opens a listener; called in this thread, again after failures
   * @param trust {@link Freshness}'s; changes are waited for in much shorter pieces
   */
  CustomerFollower(
      Supplier<CustomerListener> listen,
      CustomerLedger ledger,
      RememberedStates states,
      Freshness freshness,
      Duration trust) {
    this.listen = listen;
    this.ledger = ledger;
    this.states = states;
    this.freshness = freshness;
    this.wait = trust.dividedBy(4);
    this.thread = Thread.ofPlatform().name("perennial-customers").daemon().unstarted(this::follow);
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    try {
      if (!thread.join(CLOSE_PATIENCE)) {
        log.warn("the follower of customers still waits for the database; left to end by itself");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow() {
    try {
      while (closing.getCount() > 0) {
        try {
          hear();
        } catch (RuntimeException | Error e) { // whatever it is, somebody must go on listening
          lost(e);
          boolean unused = closing.await(RECONNECT.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      log.debug("the follower of customers was told to stop");
    } finally {
      stopListening();
    }
  }

  private void hear() throws InterruptedException {
    if (listener == null) {
      listener = listen.get();
    }
    CustomerListener.Changes changes = listener.await(wait);
    if (changes.gap() || missed) {
      states.anyChanged();
      missed = false;
    } else if (!changes.customers().isEmpty()) {
      states.changed(changes.customers());
    }
    freshness.heard();
  }

  private void lost(Throwable e) {
    if (!missed) {
      log.warn(
          "changes of customers are not heard, their states are read more often: {}", e.toString());
    }
    missed = true;
    if (!(e instanceof RegistryUnavailable)) {
      stopListening(); // a listener in an unknown condition
    }
    if (databaseAnswers()) {
      freshness.databaseAnswers();
    } else {
      freshness.databaseAway();
    }
  }

  private boolean databaseAnswers() {
    try {
      var unused = ledger.terms();
      return true;
    } catch (RegistryUnavailable e) {
      return false;
    } catch (RuntimeException e) {
      log.debug("asking the ledger for its terms", e);
      return true;
    }
  }

  private void stopListening() {
    if (listener != null) {
      try {
        listener.close();
      } catch (RuntimeException e) {
        log.debug("closing the listener of customers", e);
      }
      listener = null;
    }
  }
}
