package perennial.registry.monitoring;

import perennial.monitoring.FeatureRole;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Segment;

/**
 * Something that a measured window shows and that somebody should know.
 *
 * @param size over the threshold of an alarm: 1 at the threshold, 3 at three times of it
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
    double size,
    String what,
    String suggestion) {
  /**
   * @throws IllegalArgumentException for a size that is not finite or negative
   */
  public Sighting {
    if (!(size >= 0 && Double.isFinite(size))) {
      throw new IllegalArgumentException("size %s of %s must be >= 0".formatted(size, feature));
    }
  }

  public Subject subject() {
    return new Subject(feature, segment);
  }
}
