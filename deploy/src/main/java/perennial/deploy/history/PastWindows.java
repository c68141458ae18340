package perennial.deploy.history;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Set;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.registry.Database;
import perennial.trainer.TrainingProgress;
import perennial.trainer.worker.JobMeasurements;

/** Measures the weeks in which a version of a history has served; the worker goes on from there. */
public final class PastWindows {
  private final JobMeasurements jobs;
  private final HistoryPlan plan;
  private final TrainingProgress progress;

  public PastWindows(Database database, HistoryPlan plan, Clock clock, TrainingProgress progress) {
    this.jobs = new JobMeasurements(database, clock);
    this.plan = plan;
    this.progress = progress;
  }

  /** Measures what has not been measured: begun again, it goes on where it was stopped. */
  public void measure(String model) {
    Set<MonitoringWindow> measured = jobs.measured(model, Period.WEEK);
    long weeks = (plan.end().toEpochDay() - plan.servedFrom().toEpochDay()) / Period.WEEK.days();
    String step = "measuring %d weeks of service".formatted(weeks);
    long done = 0;
    progress.at(step, done, weeks);
    for (MonitoringWindow week = Period.WEEK.containing(plan.servedFrom());
        week.start().isBefore(plan.end());
        week = week.next()) {
      if (!measured.contains(week)) {
        jobs.measure(model, week);
      }
      progress.at(step, ++done, weeks);
    }
    LocalDate lastDay = plan.end().minusDays(1);
    if (!jobs.accuracyMeasured(model, lastDay)) {
      jobs.measureAccuracy(model, lastDay);
    }
  }
}
