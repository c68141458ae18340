package perennial.server.customers;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.registry.RegistryUnavailable;
import perennial.registry.ledger.CustomerLedger;
import perennial.registry.ledger.CustomerListener;
import perennial.server.threads.Reopened;
import perennial.server.threads.RepeatingThread;

/**
 * Forgets customers as they change, in a thread of its own that listens to the database. After a
 * time without listening it forgets all.
 */
final class CustomerFollower implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CustomerFollower.class);
  private static final Duration RECONNECT = Duration.ofMillis(500);

  private final Reopened<CustomerListener> listener; // only touched by the thread
  private final CustomerLedger ledger;
  private final RememberedStates states;
  private final Freshness freshness;
  private final Duration wait;
  private final RepeatingThread thread;
  private boolean missed = true; // only touched by the thread

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
    this.listener = new Reopened<>(listen);
    this.ledger = ledger;
    this.states = states;
    this.freshness = freshness;
    this.wait = trust.dividedBy(4);
    this.thread = new RepeatingThread("perennial-customers", new Following(), RECONNECT);
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    thread.close();
  }

  private final class Following implements RepeatingThread.Work {
    @Override
    public void round() throws InterruptedException {
      hear();
    }

    @Override
    public void failed(Throwable error) {
      lost(error);
    }

    @Override
    public void ended() {
      listener.close();
    }
  }

  private void hear() throws InterruptedException {
    CustomerListener.Changes changes = listener.get().await(wait);
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
      listener.close(); // a listener in an unknown condition
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
}
