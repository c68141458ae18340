package perennial.registry.monitoring;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import perennial.monitoring.FeatureRole;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Segment;

/**
 * One thread: something about one feature and segment of one model, from when it was first seen
 * until it is over.
 *
 * @param version that served when it was opened
 * @param severity the worst since it was opened
 * @param lastWindow the newest window that shows it
 * @param windows in how many consecutive windows, up to that one, it was seen; 1 after a gap
 * @param alarms in how many consecutive windows, up to that one, it was an alarm; 0 when that one
 *     only warns
 * @param size in that window, over the threshold of an alarm: 1 at the threshold, 3 at three times
 * @param what in one sentence, with figures
 * @param suggestion what to do about it
 * @param acknowledgedBy empty while nobody has
 * @param mutedUntil no notices and no retraining before; the reason is in its notes
 * @param trainingRun the run that it triggered
 * @param challenger the version which that run registered
 */
public record Alert(
    long id,
    String model,
    long version,
    String feature,
    FeatureRole role,
    Segment segment,
    Severity severity,
    State state,
    Instant firstSeen,
    Instant lastSeen,
    MonitoringWindow lastWindow,
    int windows,
    int alarms,
    double size,
    String what,
    String suggestion,
    String acknowledgedBy,
    Optional<Instant> mutedUntil,
    OptionalLong trainingRun,
    OptionalLong challenger) {

  public enum Severity {
    WARNING,
    ALARM
  }

  public enum State {
    OPEN,
    ACKNOWLEDGED,
    /** Until its mute expires; then open or acknowledged again. */
    MUTED,
    /** Not seen any more. */
    RESOLVED
  }
}
