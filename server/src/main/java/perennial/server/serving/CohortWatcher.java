package perennial.server.serving;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.registry.RegistryUnavailable;
import perennial.registry.ledger.CohortCounts;
import perennial.registry.ledger.CustomerLedger;
import perennial.server.threads.GivingWay;

/**
 * Counts the cohorts now and then, for the estimates of every version that answers, in a thread of
 * its own. While the database is away the last counts go on.
 */
final class CohortWatcher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CohortWatcher.class);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final CustomerLedger ledger;
  private final LedgerContract contract;
  private final ServingModels models;
  private final Cohorts cohorts;
  private final Duration interval;
  private final Clock clock;
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closing;
  private Instant nextCount = Instant.MIN; // only touched by the thread

  CohortWatcher(
      CustomerLedger ledger,
      LedgerContract contract,
      ServingModels models,
      Cohorts cohorts,
      Duration interval,
      Clock clock) {
    this.ledger = ledger;
    this.contract = contract;
    this.models = models;
    this.cohorts = cohorts;
    this.interval = interval;
    this.clock = clock;
    this.thread =
        Thread.ofPlatform()
            .name("perennial-cohorts")
            .daemon()
            .unstarted(GivingWay.to(this::watch)); // estimates of many cohorts take a while
  }

  void start(ServingHealth health) {
    thread.start();
    health.listen(changed -> wake.release()); // other versions may answer now
  }

  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      if (!thread.join(CLOSE_PATIENCE)) {
        log.warn("the counting of cohorts still waits for the database; left to end by itself");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    try {
      while (!closing) {
        guarded();
        long left = Duration.between(clock.instant(), nextCount).toMillis();
        boolean unused = wake.tryAcquire(Math.clamp(left, 1, 60_000), TimeUnit.MILLISECONDS);
        wake.drainPermits();
      }
    } catch (InterruptedException e) {
      log.debug("the counting of cohorts was told to stop");
    }
  }

  // Whatever fails, the next round is tried: the last estimates go on answering.
  private void guarded() {
    try {
      pass();
    } catch (RuntimeException | Error e) {
      log.error("estimating cohorts", e);
    }
  }

  /** Counts when it is time to, and has estimates made for versions and counts that are new. */
  void pass() {
    if (!clock.instant().isBefore(nextCount)) {
      count().ifPresent(read -> cohorts.counted(read, models.snapshot().values()));
    }
    cohorts.answering(models.snapshot().values());
  }

  private Optional<CohortCounts> count() {
    Instant now = clock.instant();
    nextCount = now.plus(interval);
    try {
      contract.settleLater();
      ledger.refreshCohorts(now.minus(interval));
      return Optional.of(ledger.cohorts());
    } catch (RegistryUnavailable e) {
      log.debug("cohorts are not counted for now", e);
      return Optional.empty();
    }
  }
}
