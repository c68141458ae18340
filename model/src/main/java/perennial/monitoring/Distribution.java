package perennial.monitoring;

import java.util.List;

/**
 * Reference and window over the same bins, for a picture.
 *
 * @param labels of the bins, in order, such as {@code 20 to 35} or {@code email}
 * @param reference shares that sum to 1
 * @param window likewise; all 0 for an empty window
 */
public record Distribution(List<String> labels, List<Double> reference, List<Double> window) {
  public static final Distribution NONE = new Distribution(List.of(), List.of(), List.of());

  public Distribution {
    labels = List.copyOf(labels);
    reference = List.copyOf(reference);
    window = List.copyOf(window);
    if (labels.size() != reference.size() || labels.size() != window.size()) {
      throw new IllegalArgumentException(
          "%d labels, %d reference shares, %d window shares"
              .formatted(labels.size(), reference.size(), window.size()));
    }
  }
}
