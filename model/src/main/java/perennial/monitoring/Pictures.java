package perennial.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Distributions to be drawn, with labels to be read. */
final class Pictures {
  private Pictures() {}

  /** Zero, below, the deciles, above; the first two and the last only when a customer is there. */
  static Distribution of(NumericReference reference, List<Long> window) {
    List<Double> a = Counts.shares(reference.byDecile(reference.counts()));
    List<Double> b = Counts.shares(reference.byDecile(window));
    List<String> labels = labels(reference);
    List<Integer> shown = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      boolean decile = i >= 2 && i < labels.size() - 1;
      if (decile || a.get(i) + b.get(i) > 0) {
        shown.add(i);
      }
    }
    return new Distribution(
        shown.stream().map(labels::get).toList(),
        shown.stream().map(a::get).toList(),
        shown.stream().map(b::get).toList());
  }

  private static List<String> labels(NumericReference reference) {
    List<Double> edges = reference.edges();
    List<String> labels = new ArrayList<>(List.of("0"));
    if (edges.isEmpty()) {
      labels.addAll(List.of("below", "not 0"));
      return labels;
    }
    labels.add("below " + text(edges.getFirst()));
    double from = edges.getFirst();
    for (int decile : reference.deciles()) {
      double to = edges.get(decile);
      labels.add(from == to ? text(to) : text(from) + " to " + text(to));
      from = to;
    }
    labels.add("above " + text(edges.getLast()));
    return labels;
  }

  /** Three significant digits, without an exponent where a reader would want none. */
  private static String text(double value) {
    double size = Math.abs(value);
    if (size >= 1e7 || (size < 1e-3 && size > 0)) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    int digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    String text = String.format(Locale.ROOT, "%." + digits + "f", value);
    return digits == 0 ? text : text.replaceFirst("\\.?0+$", "");
  }

  /** The categories and, when a customer is there, the unseen ones. */
  static Distribution of(CategoricalReference reference, long[] a, long[] b) {
    int unseen = a.length - 1;
    int shown = b[unseen] > 0 ? a.length : unseen;
    List<String> labels = new ArrayList<>(reference.categories());
    labels.add("not seen before");
    return new Distribution(
        labels.subList(0, shown),
        Counts.shares(a).subList(0, shown),
        Counts.shares(b).subList(0, shown));
  }
}
