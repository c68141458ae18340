package perennial.monitoring;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The frozen reference of a version: what its features looked like when it was trained. Plain lists
 * and numbers, to be stored with the version.
 */
public record ReferenceProfile(
    List<NumericReference> numbers, List<CategoricalReference> categories) {
  /** Of a version that was registered without one. */
  public static final ReferenceProfile NONE = new ReferenceProfile(List.of(), List.of());

  /**
   * @throws IllegalArgumentException when two references are of the same feature, segment and
   *     period
   */
  public ReferenceProfile {
    numbers = List.copyOf(numbers);
    categories = List.copyOf(categories);
    Map<FeatureKey, FeatureReference> seen = new HashMap<>();
    Stream.concat(numbers.stream(), categories.stream())
        .forEach(reference -> {
          if (seen.put(reference.key(), reference) != null) {
            throw new IllegalArgumentException("two references of " + reference.key().text());
          }
        });
  }

  /** All references for windows of one length, numbers first. */
  public List<FeatureReference> of(Period period) {
    return Stream.<FeatureReference>concat(numbers.stream(), categories.stream())
        .filter(reference -> reference.key().period() == period)
        .toList();
  }

  public Optional<FeatureReference> find(FeatureKey key) {
    return Stream.<FeatureReference>concat(numbers.stream(), categories.stream())
        .filter(reference -> reference.key().equals(key))
        .findFirst();
  }
}
