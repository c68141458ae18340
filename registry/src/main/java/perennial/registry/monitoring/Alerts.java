package perennial.registry.monitoring;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import perennial.monitoring.MonitoringWindow;
import perennial.registry.retraining.AlarmDecision;
import perennial.registry.retraining.TrainingRun;

/**
 * The alerts. One thread a model, feature and segment while it lasts; the same window seen twice,
 * or one older than what the thread knows, changes nothing. People's acts go to the audit too.
 * Throws like {@link MonitoringStore}.
 */
public interface Alerts {
  /** A thread that is seen again within these days of its last window is opened again. */
  int COOL_DOWN_DAYS = 14;

  /** A thread that was in none of so many later windows, neither seen nor calm, is over. */
  int FORGOTTEN_AFTER_WINDOWS = 8;

  /**
   * Opens threads or continues them, and resolves the threads of the window's period that are calm.
   * What has not enough data is neither seen nor calm: its thread stays as it is. A thread counts
   * the windows of the period it was opened by; windows of the other period can only make it worse.
   *
   * @param calm what was measured in the window and is stable
   * @return what there is to tell: those that were opened, or became worse; not the muted ones, and
   *     not one that is opened again within the cool-down and is no worse than it was
   */
  List<Alert> seen(
      String model, MonitoringWindow window, List<Sighting> sightings, Collection<Subject> calm);

  /**
   * What to show; empty strings match everything.
   *
   * @param text in the feature, the segment or the sentence, in any case
   * @param unresolvedOnly leaves out what is over
   */
  record AlertFilter(String model, String text, boolean unresolvedOnly) {
    public static final AlertFilter NONE = new AlertFilter("", "", false);
  }

  /** Alerts with an id below {@code beforeId} (0: from the newest), newest first. */
  List<Alert> alerts(AlertFilter filter, long beforeId, int limit);

  Optional<Alert> alert(long id);

  /** Its thread, oldest first. */
  List<AlertNote> notes(long id);

  /** That a window showed what a thread is about. */
  record Seen(Subject subject, MonitoringWindow window) {}

  /**
   * Which alerts of a model were seen in which windows, whatever became of them since. Windows from
   * before notes kept theirs are not known.
   *
   * @param first start of the first window
   * @param last start of the last window
   */
  List<Seen> seen(String model, LocalDate first, LocalDate last);

  /**
   * @return false when it is resolved, or there is none
   */
  boolean acknowledge(long id, String actor);

  /**
   * @param until after now
   * @param reason 1 to 1,000 characters in one line
   * @return false when it is resolved, or there is none
   * @throws IllegalArgumentException naming the field
   */
  boolean mute(long id, Instant until, String actor, String reason);

  /** Adds to the thread, such as why a retraining was or was not started. */
  void note(long id, AlertNote note);

  /**
   * Whether the alert's thread says what this window meant for retraining, as {@link #decide} keeps
   * it.
   */
  boolean isDecided(long id, MonitoringWindow window);

  /**
   * Keeps what was decided about the alarms of a window: queues the run, ties it to its alerts and
   * says why in the thread of each, all of it or nothing. Once: an alarm of a window that was
   * decided before is passed over, whoever asks again.
   *
   * @return the run that was queued; empty when none was wanted, when a run of the model has not
   *     ended, or when everything had been decided before
   * @throws IllegalArgumentException naming the field of the run
   */
  Optional<TrainingRun> decide(AlarmDecision decision);

  /** Ties the version which a training run registered to the alerts that triggered the run. */
  void registered(long trainingRun, long challenger);
}
