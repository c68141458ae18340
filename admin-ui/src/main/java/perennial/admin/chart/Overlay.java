package perennial.admin.chart;

import java.util.ArrayList;
import java.util.List;
import perennial.admin.page.Formats;
import perennial.monitoring.Distribution;

/**
 * A reference as grey bars and a window as an outline over the same bins. Widths are shares of the
 * plot, heights are pixels.
 *
 * @param outline steps of the window; empty when nobody is in it
 * @param labels under the bins, as many as fit
 * @param summary the chart in words
 */
public record Overlay(
    List<Bin> bins,
    List<Edge> outline,
    List<Tick> ticks,
    List<Tick> labels,
    int height,
    String summary) {
  private static final int TOP = 6;

  /** Characters of an axis that do not touch at a narrow width. */
  private static final int FITS = 52;

  /** One bin: coordinates of its bar first, then both shares as text. */
  public record Bin(
      String x,
      String width,
      String y,
      String barHeight,
      String label,
      String reference,
      String window,
      String difference) {}

  /** A line of the outline. */
  public record Edge(String x1, String y1, String x2, String y2) {}

  /** A mark on an axis: {@code at} is a height in pixels or a share of the width. */
  public record Tick(String at, String text) {}

  /** A picture of its own. */
  public static Overlay of(Distribution d, int height) {
    return of(d, height, TOP);
  }

  /** A small one for a table's cell, without axes. */
  public static Overlay small(Distribution d) {
    return of(d, 26, 1);
  }

  private static Overlay of(Distribution d, int height, int top) {
    int count = d.labels().size();
    double max = 0;
    for (int i = 0; i < count; i++) {
      max = Math.max(max, Math.max(d.reference().get(i), d.window().get(i)));
    }
    Scale y = Scale.fromZero(max);
    boolean empty = d.window().stream().allMatch(share -> share == 0);
    List<Bin> bins = new ArrayList<>();
    List<Edge> outline = new ArrayList<>();
    double before = height;
    for (int i = 0; i < count; i++) {
      bins.add(bin(d, i, height, top, y));
      double at = y(d.window().get(i), height, top, y);
      double left = (double) i / count;
      outline.add(edge(left, before, left, at));
      outline.add(edge(left, at, left + 1.0 / count, at));
      before = at;
    }
    outline.add(edge(1, before, 1, height));
    return new Overlay(
        bins, empty ? List.of() : outline, ticks(y, height, top), labels(d), height, summary(d));
  }

  private static Edge edge(double x1, double y1, double x2, double y2) {
    return new Edge(Scale.percentOf(x1), Scale.number(y1), Scale.percentOf(x2), Scale.number(y2));
  }

  private static Bin bin(Distribution d, int i, int height, int top, Scale y) {
    double slot = 1.0 / d.labels().size();
    double at = y(d.reference().get(i), height, top, y);
    return new Bin(
        Scale.percentOf((i + 0.06) * slot),
        Scale.percentOf(0.88 * slot),
        Scale.number(at),
        Scale.number(height - at),
        d.labels().get(i),
        Formats.percent1(d.reference().get(i)),
        Formats.percent1(d.window().get(i)),
        Formats.signed((d.window().get(i) - d.reference().get(i)) * 100, 1));
  }

  private static double y(double share, int height, int top, Scale scale) {
    return height - (height - top) * scale.share(share);
  }

  private static List<Tick> ticks(Scale y, int height, int top) {
    double step = Scale.step(y.to() / 4);
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i * step <= y.to() * (1 + 1e-9); i++) {
      ticks.add(new Tick(Scale.number(y(i * step, height, top, y)), Formats.percent(i * step)));
    }
    return ticks;
  }

  private static List<Tick> labels(Distribution d) {
    int count = d.labels().size();
    int characters = d.labels().stream().mapToInt(label -> label.length() + 2).sum();
    int every = Math.max(1, (characters + FITS - 1) / FITS);
    List<Tick> labels = new ArrayList<>();
    for (int i = every / 2; i < count; i += every) {
      labels.add(new Tick(Scale.percentOf((i + 0.5) / count), d.labels().get(i)));
    }
    return labels;
  }

  private static String summary(Distribution d) {
    int most = -1;
    for (int i = 0; i < d.labels().size(); i++) {
      if (most < 0 || difference(d, i) > difference(d, most)) {
        most = i;
      }
    }
    String head =
        "Shares of customers in %d bins, reference and window.".formatted(d.labels().size());
    return most < 0
        ? "No distribution was kept."
        : head
            + " Largest difference: %s, %s in the reference, %s in the window."
                .formatted(
                    d.labels().get(most),
                    Formats.percent1(d.reference().get(most)),
                    Formats.percent1(d.window().get(most)));
  }

  private static double difference(Distribution d, int i) {
    return Math.abs(d.window().get(i) - d.reference().get(i));
  }
}
