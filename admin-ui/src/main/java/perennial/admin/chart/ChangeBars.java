package perennial.admin.chart;

import java.util.ArrayList;
import java.util.List;
import perennial.admin.page.Formats;
import perennial.registry.retraining.ReplayReport.ChangeBin;

/**
 * How many customers change by how much.
 *
 * @param labels under the edges of the bars
 * @param summary the chart in words
 */
public record ChangeBars(List<Bar> bars, List<Overlay.Tick> labels, int height, String summary) {
  private static final int HEIGHT = 132;
  private static final int TOP = 6;

  /** One bar: coordinates, then its text. */
  public record Bar(
      String x,
      String width,
      String y,
      String barHeight,
      String label,
      String customers,
      String share) {}

  public static ChangeBars of(List<ChangeBin> bins) {
    long all = bins.stream().mapToLong(ChangeBin::customers).sum();
    long most = bins.stream().mapToLong(ChangeBin::customers).max().orElse(1);
    Scale y = Scale.fromZero((double) most);
    double slot = 1.0 / Math.max(1, bins.size());
    List<Bar> bars = new ArrayList<>();
    List<Overlay.Tick> labels = new ArrayList<>();
    for (int i = 0; i < bins.size(); i++) {
      ChangeBin bin = bins.get(i);
      double at = HEIGHT - (HEIGHT - TOP) * y.share((double) bin.customers());
      bars.add(
          new Bar(
              Scale.percentOf((i + 0.06) * slot),
              Scale.percentOf(0.88 * slot),
              Scale.number(at),
              Scale.number(HEIGHT - at),
              label(bins, i),
              Formats.count(bin.customers()),
              all == 0 ? "–" : Formats.percent1((double) bin.customers() / all)));
      if (i > 0) {
        labels.add(
            new Overlay.Tick(Scale.percentOf(i * slot), Formats.signed(bin.from() * 100, 0)));
      }
    }
    return new ChangeBars(bars, labels, HEIGHT, summary(bins, all));
  }

  private static String whole(double change) {
    return Math.abs(change) < 1e-9 ? "0" : Formats.signed(change * 100, 0) + " %";
  }

  private static String label(List<ChangeBin> bins, int i) {
    ChangeBin bin = bins.get(i);
    if (i == 0) {
      return "below " + whole(bin.to());
    }
    return i == bins.size() - 1
        ? "above " + whole(bin.from())
        : whole(bin.from()) + " to " + whole(bin.to());
  }

  private static String summary(List<ChangeBin> bins, long all) {
    long down = bins.stream().filter(b -> b.to() <= 1e-9).mapToLong(ChangeBin::customers).sum();
    long up = bins.stream().filter(b -> b.from() >= -1e-9).mapToLong(ChangeBin::customers).sum();
    return "Customers by change of their value: %s of %s lose, %s gain."
        .formatted(Formats.count(down), Formats.count(all), Formats.count(up));
  }
}
