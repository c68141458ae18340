package perennial.monitoring;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Exact counts of a category over those of a {@link CategoricalReference}; all categories that it
 * does not know share one count.
 */
public final class CategoricalCounts implements FeatureCounts {
  private final FeatureKey key;
  private final Map<String, Integer> index = new HashMap<>();
  private final long[] counts;
  private long unseen;
  private long missing;

  CategoricalCounts(FeatureKey key, List<String> categories) {
    this.key = key;
    this.counts = new long[categories.size()];
    for (int i = 0; i < categories.size(); i++) {
      index.put(categories.get(i), i);
    }
  }

  /** Adds a customer; null for a missing category. */
  public void add(@Nullable String category) {
    add(category, 1);
  }

  /**
   * Adds so many customers.
   *
   * @param category null for a missing one
   * @throws IllegalArgumentException when customers is below 0
   */
  public void add(@Nullable String category, long customers) {
    if (customers < 0) {
      throw new IllegalArgumentException("customers %d must be >= 0".formatted(customers));
    }
    if (category == null) {
      missing += customers;
      return;
    }
    Integer at = index.get(category);
    if (at == null) {
      unseen += customers;
    } else {
      counts[at] += customers;
    }
  }

  @Override
  public void addMissing() {
    missing++;
  }

  @Override
  public void merge(FeatureCounts other) {
    if (!(other instanceof CategoricalCounts that)
        || !key.equals(that.key)
        || !index.equals(that.index)) {
      throw new IllegalArgumentException(
          "counts of %s are not over the categories of %s"
              .formatted(other.key().text(), key.text()));
    }
    for (int i = 0; i < counts.length; i++) {
      counts[i] += that.counts[i];
    }
    unseen += that.unseen;
    missing += that.missing;
  }

  @Override
  public FeatureKey key() {
    return key;
  }

  @Override
  public long customers() {
    return Arrays.stream(counts).sum() + unseen + missing;
  }

  @Override
  public long missing() {
    return missing;
  }

  /** Customers whose category the reference does not know. */
  public long unseen() {
    return unseen;
  }

  /** Customers of each category, in the reference's order. */
  public List<Long> counts() {
    return Arrays.stream(counts).boxed().toList();
  }

  /** The known categories and, last, the unseen ones together. */
  long[] withUnseen() {
    long[] all = Arrays.copyOf(counts, counts.length + 1);
    all[counts.length] = unseen;
    return all;
  }
}
