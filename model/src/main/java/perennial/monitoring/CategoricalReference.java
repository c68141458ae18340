package perennial.monitoring;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A category's frozen distribution.
 *
 * @param categories distinct names, in alphabetical order
 * @param counts customers of each category, {@code >= 0}
 * @param missing customers without one
 */
public record CategoricalReference(
    FeatureKey key, FeatureRole role, List<String> categories, List<Long> counts, long missing)
    implements FeatureReference {

  /**
   * @throws IllegalArgumentException naming the first field that is not as described
   */
  public CategoricalReference {
    categories = List.copyOf(categories);
    counts = List.copyOf(counts);
    if (!categories.equals(categories.stream().distinct().sorted().toList())) {
      throw new IllegalArgumentException(
          "categories %s of %s must be distinct and sorted".formatted(categories, key.text()));
    }
    if (counts.size() != categories.size() || counts.stream().anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException(
          "counts %s of %s must be %d numbers >= 0"
              .formatted(counts, key.text(), categories.size()));
    }
    if (missing < 0) {
      throw new IllegalArgumentException("missing %d of %s".formatted(missing, key.text()));
    }
  }

  /** Freezes the shares of these categories, one a customer; null for a missing one. */
  public static CategoricalReference of(
      FeatureKey key, FeatureRole role, Iterable<? extends @Nullable String> values) {
    Map<String, Long> counts = new HashMap<>();
    long missing = 0;
    for (String value : values) {
      if (value == null) {
        missing++;
      } else {
        counts.merge(value, 1L, Long::sum);
      }
    }
    return of(key, role, counts, missing);
  }

  /** Freezes counts per category, those of 0 too: a window may have such customers. */
  public static CategoricalReference of(
      FeatureKey key, FeatureRole role, Map<String, Long> counts, long missing) {
    TreeMap<String, Long> sorted = new TreeMap<>(counts);
    return new CategoricalReference(
        key, role, List.copyOf(sorted.keySet()), List.copyOf(sorted.values()), missing);
  }

  @Override
  public long customers() {
    return missing + counts.stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public CategoricalCounts emptyCounts() {
    return new CategoricalCounts(key, categories);
  }
}
