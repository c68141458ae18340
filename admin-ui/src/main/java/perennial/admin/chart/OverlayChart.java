package perennial.admin.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import perennial.admin.page.Formats;
import perennial.monitoring.CalibrationDecile;

/**
 * Two versions' calibration on one axis: by decile of each version's own prediction, what was
 * bought over what was predicted, with its 95 % interval. On the line at 1 the prediction is right.
 *
 * @param height of the plot in pixels
 * @param one where the line at 1 is
 */
public record OverlayChart(
    List<Dot> dots, List<Tick> ticks, List<Tick> deciles, String one, int height, String summary) {
  private static final int HEIGHT = 190;

  /** Quotients beyond this are drawn at the edge: their interval says that little is known. */
  private static final double MOST = 3;

  /**
   * One decile of one version: coordinates first.
   *
   * @param tone {@code ref} or {@code ours}
   */
  public record Dot(String x, String y, String top, String bottom, String tone, String text) {}

  /** A mark on an axis. */
  public record Tick(String at, String text) {}

  public static OverlayChart of(
      String left, List<CalibrationDecile> reference, String right, List<CalibrationDecile> ours) {
    double most =
        Stream.concat(reference.stream(), ours.stream())
            .mapToDouble(d -> quotient(d.high(), d))
            .max()
            .orElse(1);
    Scale y = Scale.fromZero(Math.clamp(most, 1.5, MOST));
    int count = Math.max(reference.size(), ours.size());
    List<Dot> dots = new ArrayList<>();
    reference.forEach(d -> dots.add(dot(d, left, -0.13, count, y, "ref")));
    ours.forEach(d -> dots.add(dot(d, right, 0.13, count, y, "ours")));
    List<Tick> deciles = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      deciles.add(new Tick(Scale.percentOf((i + 0.5) / count), Integer.toString(i + 1)));
    }
    return new OverlayChart(
        dots,
        y.ticks().stream().map(t -> new Tick(y(t.value(), y), t.text())).toList(),
        deciles,
        y(1, y),
        HEIGHT,
        summary(left, reference, right, ours));
  }

  private static Dot dot(
      CalibrationDecile d, String version, double shift, int count, Scale y, String tone) {
    return new Dot(
        Scale.percentOf((d.decile() - 0.5 + shift) / count),
        y(quotient(d.actual(), d), y),
        y(quotient(d.high(), d), y),
        y(quotient(d.low(), d), y),
        tone,
        "%s, decile %d: %s bought, %s predicted a customer"
            .formatted(
                version,
                d.decile(),
                Formats.decimal(d.actual(), 3),
                Formats.decimal(d.predicted(), 3)));
  }

  private static double quotient(double actual, CalibrationDecile d) {
    return d.predicted() > 0 ? actual / d.predicted() : actual > 0 ? MOST : 1;
  }

  private static String summary(
      String left, List<CalibrationDecile> reference, String right, List<CalibrationDecile> ours) {
    return "The interval holds the prediction in %d of %d deciles of %s and in %d of %d of %s"
        .formatted(held(reference), reference.size(), left, held(ours), ours.size(), right);
  }

  private static long held(List<CalibrationDecile> deciles) {
    return deciles.stream()
        .filter(d -> d.low() <= d.predicted() && d.predicted() <= d.high())
        .count();
  }

  private static String y(double value, Scale scale) {
    return Scale.number(HEIGHT * (1 - scale.share(value)));
  }
}
