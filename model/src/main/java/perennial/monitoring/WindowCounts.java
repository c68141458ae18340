package perennial.monitoring;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The counts of every feature and segment of one window. For one thread. */
public final class WindowCounts {
  private final Period period;
  private final Map<FeatureKey, FeatureCounts> counts = new LinkedHashMap<>();

  /** Empty counts for every reference of windows of this length. */
  public WindowCounts(ReferenceProfile profile, Period period) {
    this.period = period;
    for (FeatureReference reference : profile.of(period)) {
      counts.put(reference.key(), reference.emptyCounts());
    }
  }

  public Period period() {
    return period;
  }

  /** The counts of a number; empty when the profile has no such reference. */
  public Optional<NumericCounts> numbers(String feature, Segment segment) {
    return counts.get(new FeatureKey(feature, segment, period)) instanceof NumericCounts numbers
        ? Optional.of(numbers)
        : Optional.empty();
  }

  /** The counts of a category; empty when the profile has no such reference. */
  public Optional<CategoricalCounts> categories(String feature, Segment segment) {
    return counts.get(new FeatureKey(feature, segment, period)) instanceof CategoricalCounts names
        ? Optional.of(names)
        : Optional.empty();
  }

  /**
   * Adds the customers of another part of the window, which no part counted before.
   *
   * @throws IllegalArgumentException when the parts were not counted over the same profile
   */
  public void merge(WindowCounts part) {
    if (!counts.keySet().equals(part.counts.keySet())) {
      throw new IllegalArgumentException(
          "a part counts %d features, not the %d of the window"
              .formatted(part.counts.size(), counts.size()));
    }
    part.counts.forEach((key, other) -> require(key).merge(other));
  }

  /**
   * @throws IllegalArgumentException when the profile has no such reference
   */
  FeatureCounts require(FeatureKey key) {
    FeatureCounts found = counts.get(key);
    if (found == null) {
      throw new IllegalArgumentException("no counts of " + key.text());
    }
    return found;
  }
}
