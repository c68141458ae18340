package perennial.trainer;

import java.time.Clock;
import java.util.SortedMap;
import perennial.evaluation.TrainingReport;
import perennial.model.Provenance;
import perennial.trainer.transactions.InputFiles;
import perennial.trainer.transactions.LogSource;

/** What a run was made with and on. */
public final class Environment {
  private Environment() {}

  /**
   * The provenance of what the report tells of.
   *
   * @param settings every one by its command-line name
   */
  public static Provenance provenance(
      InputFiles files,
      SortedMap<String, String> settings,
      long seed,
      TrainingReport report,
      Clock clock) {
    return provenance(LogSource.of(files), settings, seed, report, clock);
  }

  /** The same of a source that has been read. */
  static Provenance provenance(
      LogSource source,
      SortedMap<String, String> settings,
      long seed,
      TrainingReport report,
      Clock clock) {
    return new Provenance(
        source.sha256(),
        source.describe(),
        report.data().transactions(),
        report.registered().customers(),
        report.data().firstDay(),
        report.registered().observationEnd(),
        settings,
        seed,
        CodeRevision.current(),
        Runtime.version() + ", " + System.getProperty("java.vendor"),
        "%s %s, %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")),
        clock.instant());
  }
}
