package perennial.admin.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Lines over one axis, from zero up. The lines are drawn in a box of {@value #WIDTH} by the height,
 * which is stretched to the width there is; everything with text is placed by percentages.
 *
 * @param height of the plot in pixels
 * @param width of the box
 * @param lines first ones below
 * @param yTicks lines across
 * @param xTicks marks below
 * @param mark a line upwards with a word, such as the start of the holdout; null for none
 * @param points what the pointer finds, from left to right
 * @param summary the chart in words
 */
public record LineChart(
    int height,
    int width,
    List<Line> lines,
    List<Tick> yTicks,
    List<Tick> xTicks,
    @Nullable Mark mark,
    List<Point> points,
    String summary) {
  static final int WIDTH = 1000;
  private static final int TOP = 8;
  private static final int HEIGHT = 190;

  /**
   * A line.
   *
   * @param tone how it is drawn: {@code ref}, {@code ours}, {@code second} or {@code faint}
   * @param name for the legend
   * @param points as SVG has them
   */
  public record Line(String tone, String name, String points) {}

  /** A mark on an axis. */
  public record Tick(String at, String text) {}

  /** A line upwards. */
  public record Mark(String x, String text) {}

  /** A strip of the plot with what it says to the pointer. */
  public record Point(String x, String width, String text) {}

  /**
   * Numbers before they have coordinates.
   *
   * @param x ascending, as many as y
   * @param y {@code >= 0}
   */
  public record Series(String tone, String name, List<Double> x, List<Double> y) {}

  /** Puts lines together. */
  public static final class Builder {
    private final List<Series> series = new ArrayList<>();
    private final List<Point> points = new ArrayList<>();
    private final List<Tick> xTicks = new ArrayList<>();
    private final Scale x;
    private @Nullable Mark mark;

    /**
     * @param from of the axis
     * @param to of the axis, above it
     */
    public Builder(double from, double to) {
      this.x = new Scale(from, to);
    }

    public Builder line(String tone, String name, List<Double> xs, List<Double> ys) {
      series.add(new Series(tone, name, xs, ys));
      return this;
    }

    public Builder mark(double at, String text) {
      mark = new Mark(x.percent(at), text);
      return this;
    }

    public Builder tick(double at, String text) {
      xTicks.add(new Tick(x.percent(at), text));
      return this;
    }

    /** Says a text wherever the pointer is between these. */
    public Builder point(double from, double to, String text) {
      points.add(new Point(x.percent(from), Scale.percentOf(x.share(to) - x.share(from)), text));
      return this;
    }

    public LineChart build(String summary) {
      double most =
          series.stream().flatMap(s -> s.y().stream()).mapToDouble(v -> v).max().orElse(1);
      Scale y = Scale.fromZero(most);
      return new LineChart(
          HEIGHT,
          WIDTH,
          series.stream().map(s -> new Line(s.tone(), s.name(), points(s, y))).toList(),
          y.ticks().stream().map(t -> new Tick(Scale.number(y(t.value(), y)), t.text())).toList(),
          List.copyOf(xTicks),
          mark,
          List.copyOf(points),
          summary);
    }

    private String points(Series s, Scale y) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < s.x().size(); i++) {
        text.append(
            String.format(
                Locale.ROOT, "%.1f,%.1f ", x.share(s.x().get(i)) * WIDTH, y(s.y().get(i), y)));
      }
      return text.toString().strip();
    }

    private static double y(double value, Scale scale) {
      return HEIGHT - (HEIGHT - TOP) * scale.share(value);
    }
  }
}
