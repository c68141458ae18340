package perennial.deploy;

import java.nio.file.Path;
import java.time.LocalDate;
import perennial.model.GammaGamma;
import perennial.model.MbgNbd;
import perennial.model.TimeUnit;
import perennial.simulation.SimulationSettings;
import perennial.trainer.SimulatedLog;
import perennial.trainer.TrainingSettings;

/** The simulated transactions of the demo: always the same, in a file that its user can look at. */
final class DemoData {
  private static final int HOLDOUT_DAYS = 120;

  private DemoData() {}

  /** Writes {@code demo-transactions.csv} into the folder; returns how to train on it. */
  static TrainingSettings write(Path folder, int customers) {
    SimulationSettings settings =
        new SimulationSettings(
            20_260_101,
            customers,
            LocalDate.of(2024, 7, 1),
            540,
            730,
            new MbgNbd(.525, 6.183, .891, 1.614),
            new GammaGamma(6.25, 3.74, 15.44),
            TimeUnit.WEEK);
    Path file = folder.resolve("demo-transactions.csv");
    SimulatedLog.write(settings, file);
    return TrainingSettings.of(file.toString()).withHoldoutDays(HOLDOUT_DAYS);
  }
}
