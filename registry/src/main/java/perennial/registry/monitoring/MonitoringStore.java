package perennial.registry.monitoring;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.monitoring.Segment;

/**
 * The measured windows. Every method throws {@link perennial.registry.RegistryUnavailable} when the
 * database cannot be reached; nothing is half saved then.
 */
public interface MonitoringStore {
  /** After every window there is: the end of the days that a database can hold. */
  LocalDate END = LocalDate.of(9999, 12, 31);

  /** Saves a window; an earlier report of the same model, version and window is replaced. */
  void save(WindowReport report);

  /** A window as saved for the version that was champion then; the newest version's if several. */
  Optional<WindowReport> window(String model, MonitoringWindow window);

  /**
   * Windows that start before {@code before}, newest first.
   *
   * @param before at most {@link #END}
   */
  List<WindowSummary> windows(String model, Period period, LocalDate before, int limit);

  /** One feature over the windows, oldest first, at most the newest {@code limit}. */
  List<MeasurePoint> history(
      String model, Period period, String feature, Segment segment, int limit);

  /** Saves accuracies; an earlier report of the same model, version and day is replaced. */
  void save(AccuracyReport report);

  /** The same for several; all of them or none. */
  void saveAll(List<AccuracyReport> reports);

  /** The newest report of that version. */
  Optional<AccuracyReport> accuracy(String model, long version);

  /** Reports of the model, newest first. */
  List<AccuracyReport> accuracies(String model, int limit);
}
