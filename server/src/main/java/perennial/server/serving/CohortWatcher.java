package perennial.server.serving;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.cohort.Cohort;
import perennial.cohort.CohortCell;
import perennial.cohort.CohortEstimates;
import perennial.cohort.Shrinkage;
import perennial.model.BtydModel;
import perennial.registry.RegistryUnavailable;
import perennial.registry.ledger.CohortCounts;
import perennial.registry.ledger.CustomerLedger;
import perennial.registry.ledger.LedgerTerms;

/**
 * Counts the cohorts now and then, and makes the estimates of every version that answers, in a
 * thread of its own. While the database is away the last counts go on.
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
  // Only touched by the thread:
  private CohortCounts counts = new CohortCounts(List.of(), Instant.EPOCH);
  private Instant nextCount = Instant.MIN;

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
    this.thread = Thread.ofPlatform().name("perennial-cohorts").daemon().unstarted(this::watch);
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

  /** Counts when it is time to, and estimates for versions and counts that are new. */
  void pass() {
    boolean counted = !clock.instant().isBefore(nextCount) && count();
    List<ServedVersion> answering =
        models.snapshot().values().stream()
            .flatMap(m ->
                Stream.of(Stream.of(m.champion()), m.challenger().stream(), m.shadow().stream())
                    .flatMap(versions -> versions))
            .toList();
    Map<Long, CohortEstimates> known = counted ? Map.of() : cohorts.current();
    Map<Long, CohortEstimates> next = new HashMap<>();
    for (ServedVersion version : answering) {
      CohortEstimates estimates = known.get(version.generation());
      next.put(version.generation(), estimates != null ? estimates : estimates(version));
    }
    cohorts.publish(next);
  }

  private boolean count() {
    Instant now = clock.instant();
    nextCount = now.plus(interval);
    try {
      contract.settleLater();
      ledger.refreshCohorts(now.minus(interval));
      CohortCounts read = ledger.cohorts();
      boolean changed = !read.equals(counts);
      counts = read;
      return changed;
    } catch (RegistryUnavailable e) {
      log.debug("cohorts are not counted for now", e);
      return false;
    }
  }

  private CohortEstimates estimates(ServedVersion version) {
    LedgerTerms terms = contract.terms();
    LocalDate day = LocalDate.ofInstant(counts.countedAt(), terms.timeZone());
    List<CohortCell> cells = new ArrayList<>(counts.cells().size());
    counts.cells().forEach(cell -> cells.add(cell(cell, day)));
    return switch (version.clvModel()) {
      case BtydModel model ->
          CohortEstimates.of(
              model, cells, Shrinkage.DEFAULT, terms.currency().equals(model.terms().currency()));
    };
  }

  private static CohortCell cell(CohortCounts.Cell cell, LocalDate day) {
    return new CohortCell(
        new Cohort(cell.channel(), cell.market(), cell.device()),
        age(cell.firstWeek(), day),
        cell.buyers(),
        cell.visitors(),
        cell.repeatPurchases(),
        cell.firstDayValue().doubleValue(),
        cell.repeatValue().doubleValue());
  }

  /** Mean days since a day of that week: of the part of it that has passed. */
  static double age(LocalDate firstWeek, LocalDate day) {
    LocalDate monday = firstWeek.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    double days = Math.max(0, day.toEpochDay() - monday.toEpochDay());
    return days - Math.min(days, 6) / 2;
  }
}
