package perennial.registry.monitoring;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import perennial.monitoring.MonitoringWindow;

/**
 * The alerts. One thread a model, feature and segment while it lasts; the same window seen twice
 * changes nothing. People's acts go to the audit too. Throws like {@link MonitoringStore}.
 */
public interface Alerts {
  /**
   * Opens threads or continues them, and resolves those of the same model and period that the
   * window does not show.
   *
   * @return those that were opened or became worse: what there is to tell
   */
  List<Alert> seen(String model, MonitoringWindow window, List<Sighting> sightings);

  /**
   * What to show; empty strings match everything.
   *
   * @param unresolvedOnly leaves out what is over
   */
  record AlertFilter(String model, String text, boolean unresolvedOnly) {}

  /** Alerts with an id below {@code beforeId} (0: from the newest), newest first. */
  List<Alert> alerts(AlertFilter filter, long beforeId, int limit);

  Optional<Alert> alert(long id);

  /** Its thread, oldest first. */
  List<AlertNote> notes(long id);

  /**
   * @return false when it is resolved, or there is none
   */
  boolean acknowledge(long id, String actor);

  /**
   * @param reason 1 to 1,000 characters
   * @return false when it is resolved, or there is none
   */
  boolean mute(long id, Instant until, String actor, String reason);

  /** Adds to the thread, such as why a retraining was or was not started. */
  void note(long id, AlertNote note);

  /** Ties a training run to the alert that triggered it. */
  void triggered(long id, long trainingRun);
}
