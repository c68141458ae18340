package perennial.trainer.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import perennial.monitoring.MonitoringSettings;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.registry.Database;
import perennial.registry.monitoring.AccuracyReport;
import perennial.registry.monitoring.MonitoringStore;
import perennial.registry.monitoring.WindowSummary;
import perennial.trainer.monitoring.AccuracyJob;
import perennial.trainer.monitoring.WindowJob;
import perennial.trainer.retraining.RetrainingTrigger;

/** The jobs of {@code perennial.trainer.monitoring}, and what they have saved. */
public final class JobMeasurements implements Measurements {
  private static final int MAX_WINDOWS = 400;

  /** A ledger that ends earlier than asked gives reports of an earlier day. */
  private static final Duration RECENT = Duration.ofDays(6);

  private final Database database;
  private final WindowJob windows;
  private final AccuracyJob accuracy;
  private final RetrainingTrigger trigger;
  private final Clock clock;

  public JobMeasurements(Database database, Clock clock) {
    this.database = database;
    this.windows = new WindowJob(database, MonitoringSettings.DEFAULT, clock);
    this.accuracy = new AccuracyJob(database, MonitoringSettings.DEFAULT, clock);
    this.trigger = new RetrainingTrigger(database, clock);
    this.clock = clock;
  }

  @Override
  public void measure(String model, MonitoringWindow window) {
    var unused = windows.run(model, window);
  }

  @Override
  public void measureAccuracy(String model, LocalDate asOf) {
    for (AccuracyReport report : accuracy.run(model, asOf).reports()) {
      consider(model, Period.WEEK.containing(report.asOf()));
    }
  }

  @Override
  public void consider(String model, MonitoringWindow window) {
    var unused = trigger.consider(model, window);
  }

  @Override
  public Set<MonitoringWindow> measured(String model, Period period) {
    Set<MonitoringWindow> measured = new HashSet<>();
    for (WindowSummary summary :
        database.monitoring().windows(model, period, MonitoringStore.END, MAX_WINDOWS)) {
      if (isPast(summary.measuredAt())) {
        measured.add(summary.window());
      }
    }
    return measured;
  }

  /** What was measured in the future was measured by a clock that was ahead, and too early. */
  private boolean isPast(Instant measuredAt) {
    return !measuredAt.isAfter(clock.instant());
  }

  @Override
  public boolean accuracyMeasured(String model, LocalDate asOf) {
    return database.monitoring().accuracies(model, 1).stream()
        .filter(report -> isPast(report.measuredAt()))
        .anyMatch(report ->
            !report.asOf().isBefore(asOf)
                || report.measuredAt().plus(RECENT).isAfter(clock.instant()));
  }
}
