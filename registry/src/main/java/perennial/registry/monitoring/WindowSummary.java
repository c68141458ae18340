package perennial.registry.monitoring;

import java.time.Instant;
import perennial.monitoring.MonitoringWindow;

/**
 * A measured window in a list.
 *
 * @param warnings how many measures warn
 * @param alarms how many are alarms
 */
public record WindowSummary(
    String model,
    long version,
    MonitoringWindow window,
    Instant measuredAt,
    long predictions,
    long customers,
    int warnings,
    int alarms) {}
