package perennial.trainer.testing;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import perennial.model.GammaGamma;
import perennial.model.MbgNbd;
import perennial.model.TimeUnit;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.registry.Database;
import perennial.registry.NewDeployment;
import perennial.registry.monitoring.EventQuality;
import perennial.simulation.SimulationSettings;
import perennial.trainer.SimulatedLog;
import perennial.trainer.Training;
import perennial.trainer.TrainingProgress;
import perennial.trainer.TrainingSettings;

/** A champion without a ledger, and a week in which two fifths of all events came twice. */
public final class DirtyEvents {
  public static final String MODEL = "retail";
  private static final int WEEKS_BEFORE = 13;

  private DirtyEvents() {}

  /** The last whole week. */
  public static MonitoringWindow week() {
    return Period.WEEK
        .containing(LocalDate.now(Clock.systemUTC().withZone(ZoneOffset.UTC)))
        .previous();
  }

  /** Fills a fresh database. */
  public static void fill(Database database, Path folder) {
    champion(database, folder);
    MonitoringWindow week = week();
    for (LocalDate day = week.start().minusWeeks(WEEKS_BEFORE);
        day.isBefore(week.end());
        day = day.plusDays(1)) {
      long twice = day.isBefore(week.start()) ? 10 : 400;
      database
          .eventQuality()
          .add(day, Map.of(EventQuality.RECEIVED, 1_000L, EventQuality.DUPLICATE, twice));
    }
  }

  /** Version 1, fitted to a simulated log and deployed. */
  public static void champion(Database database, Path folder) {
    var unused =
        new Training(Clock.systemUTC(), TrainingProgress.NONE)
            .trainAndRegister(
                TrainingSettings.of(log(folder, 800).toString()).withHoldoutDays(60),
                MODEL,
                "ann",
                database.registry());
    database.registry().deploy(NewDeployment.champion(MODEL, 1, 0, "ann", "the first one"));
  }

  /** A simulated log. */
  public static Path log(Path folder, int customers) {
    Path log = folder.resolve("sales.csv");
    var unused =
        SimulatedLog.write(
            new SimulationSettings(
                3,
                customers,
                LocalDate.of(2025, 1, 1),
                150,
                300,
                new MbgNbd(.9, 6.0, .8, 2.5),
                new GammaGamma(6.25, 3.74, 15.44),
                TimeUnit.WEEK),
            log);
    return log;
  }
}
