package perennial.trainer.worker;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.registry.Database;
import perennial.registry.ModelSummary;
import perennial.registry.RegistryUnavailable;
import perennial.registry.ledger.LedgerTerms;

/**
 * Measures what is due of every model that answers, oldest window first, and looks whether the
 * newest one's alarms start a retraining. A window that fails does not keep the others waiting.
 */
final class WindowRounds {
  private static final Logger LOG = LoggerFactory.getLogger(WindowRounds.class);

  private final Database database;
  private final Measurements measurements;
  private final WorkerConfig config;
  private final Clock clock;

  WindowRounds(Database database, Measurements measurements, WorkerConfig config, Clock clock) {
    this.database = database;
    this.measurements = measurements;
    this.config = config;
    this.clock = clock;
  }

  /** Measures every window that is due. */
  void measureDue() {
    List<RuntimeException> failures = new ArrayList<>();
    DueWindows due = new DueWindows(zone(), config.grace(), config.catchUpDays());
    for (String model : served()) {
      for (Period period : Period.values()) {
        measureDue(model, period, due, failures);
        // Of the newest window only: what a worker missed while it was away starts nothing. In
        // every
        // round, as a worker may end between measuring and this.
        measurements.consider(model, due.newestClosed(period, clock.instant()));
      }
    }
    rethrow(failures);
  }

  private void measureDue(
      String model, Period period, DueWindows due, List<RuntimeException> failures) {
    for (MonitoringWindow window :
        due.of(
            period, clock.instant(), firstDeployed(model), measurements.measured(model, period))) {
      try {
        measurements.measure(model, window);
      } catch (RegistryUnavailable e) {
        throw e; // the others would fail as well
      } catch (RuntimeException e) {
        LOG.error("measuring {} of {} failed", window, model, e);
        failures.add(e);
      }
    }
  }

  /** Measures accuracy once a week, up to the Sunday before. */
  void measureAccuracyDue() {
    List<RuntimeException> failures = new ArrayList<>();
    LocalDate sunday =
        LocalDate.ofInstant(clock.instant().minus(config.grace()), zone())
            .with(TemporalAdjusters.previous(DayOfWeek.SUNDAY));
    for (String model : served()) {
      if (!measurements.accuracyMeasured(model, sunday)) {
        try {
          measurements.measureAccuracy(model, sunday);
        } catch (RegistryUnavailable e) {
          throw e;
        } catch (RuntimeException e) {
          LOG.error("measuring the accuracy of {} up to {} failed", model, sunday, e);
          failures.add(e);
        }
      }
    }
    rethrow(failures);
  }

  private static void rethrow(List<RuntimeException> failures) {
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }

  private List<String> served() {
    return database.registry().models().stream()
        .filter(model -> model.live().isPresent())
        .map(ModelSummary::name)
        .toList();
  }

  private Instant firstDeployed(String model) {
    // Sequences begin with 1: this is the only one below 2.
    return database.registry().deployments(model, 2, 1).getFirst().deployedAt();
  }

  private ZoneId zone() {
    return database.ledger().terms().map(LedgerTerms::timeZone).orElse(ZoneOffset.UTC);
  }
}
