package perennial.admin.chart;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.Formats;

/**
 * One measure of versions side by side, oldest first, each with its interval.
 *
 * @param height of the plot in pixels
 */
public record VersionsChart(List<Dot> dots, List<Tick> ticks, int height, String summary) {
  private static final int HEIGHT = 130;

  /**
   * A version: coordinates first.
   *
   * @param top of its interval; null when it has none
   * @param bottom likewise
   * @param tone {@code ours} for the champion, else {@code ref}
   */
  public record Dot(
      String x,
      String y,
      @Nullable String top,
      @Nullable String bottom,
      String tone,
      String label,
      String href,
      String text) {}

  /** A line across. */
  public record Tick(String y, String text) {}

  /** A version's number before it has coordinates; without an interval low and high are it. */
  public record Value(
      String label, String href, double value, double low, double high, boolean champion) {
    boolean interval() {
      return low < high;
    }
  }

  /**
   * @param values oldest first, at least one
   */
  public static VersionsChart of(List<Value> values, String summary) {
    double least = values.stream().mapToDouble(Value::low).min().orElseThrow();
    double most = values.stream().mapToDouble(Value::high).max().orElseThrow();
    double step = Scale.step(Math.max((most - least) / 3, most * 1e-3 + 1e-9));
    Scale y =
        new Scale(
            Math.max(0, (Math.floor(least / step - 1e-9) - 0.25) * step),
            (Math.ceil(most / step + 1e-9) + 0.25) * step);
    List<Dot> dots = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      dots.add(dot(values.get(i), (i + 0.5) / values.size(), y));
    }
    return new VersionsChart(dots, ticks(y, step), HEIGHT, summary);
  }

  private static Dot dot(Value v, double x, Scale y) {
    String number = Formats.decimal(v.value(), 4);
    return new Dot(
        Scale.percentOf(x),
        y(v.value(), y),
        v.interval() ? y(v.high(), y) : null,
        v.interval() ? y(v.low(), y) : null,
        v.champion() ? "ours" : "ref",
        v.label(),
        v.href(),
        v.interval()
            ? "%s: %s (95 %% interval %s – %s)"
                .formatted(
                    v.label(), number, Formats.decimal(v.low(), 4), Formats.decimal(v.high(), 4))
            : "%s: %s, trained before intervals were kept".formatted(v.label(), number));
  }

  private static List<Tick> ticks(Scale y, double step) {
    int digits = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
    List<Tick> ticks = new ArrayList<>();
    for (double at = Math.ceil(y.from() / step - 1e-9) * step; at <= y.to(); at += step) {
      ticks.add(new Tick(y(at, y), Formats.decimal(at, digits)));
    }
    return ticks;
  }

  private static String y(double value, Scale scale) {
    return Scale.number(HEIGHT * (1 - scale.share(value)));
  }
}
