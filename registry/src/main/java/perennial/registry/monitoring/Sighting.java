package perennial.registry.monitoring;

import perennial.monitoring.FeatureRole;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Segment;

/**
 * Something that a measured window shows and that somebody should know.
 *
 * @param what in one sentence, with figures
 * @param suggestion what to do about it
 */
public record Sighting(
    String model,
    long version,
    String feature,
    FeatureRole role,
    Segment segment,
    Alert.Severity severity,
    MonitoringWindow window,
    String what,
    String suggestion) {}
