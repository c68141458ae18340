package perennial.registry.monitoring;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import perennial.monitoring.MonitoringWindow;

/**
 * A line of an alert's thread.
 *
 * @param actor a person, or {@code worker}
 * @param what such as {@code seen}, {@code acknowledged}, {@code muted}, {@code retraining
 *     suppressed}
 * @param detail figures or the reason
 * @param window that it is about: the one that was measured, or, for an act of a person, the newest
 *     that the thread knew then; empty when it is about none
 */
public record AlertNote(
    Instant at, String actor, String what, String detail, Optional<MonitoringWindow> window) {
  /** What a line says that a window showed the alert. */
  public static final Set<String> SIGHTINGS =
      Set.of("opened", "opened again", "seen", "became an alarm");

  /** About no window. */
  public AlertNote(Instant at, String actor, String what, String detail) {
    this(at, actor, what, detail, Optional.empty());
  }
}
