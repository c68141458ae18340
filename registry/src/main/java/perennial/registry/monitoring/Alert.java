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
 * @param version that served when it was first seen
 * @param severity the worst so far
 * @param lastWindow the newest window that shows it
 * @param windows in how many consecutive windows it was seen
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
    MUTED,
    /** Not seen any more. */
    RESOLVED
  }
}
