package perennial.admin.chart;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A measure over windows: a line with a mark for each verdict, over a band or beside a reference.
 *
 * @param bands what lies within chance, one box a window
 * @param whiskers intervals, upright
 * @param reference height of the grey line; null when there is none
 * @param summary the chart in words
 */
public record History(
    List<Box> bands,
    List<Overlay.Edge> lines,
    List<Overlay.Edge> whiskers,
    List<Dot> dots,
    List<Overlay.Tick> ticks,
    List<Overlay.Tick> labels,
    @Nullable String reference,
    int height,
    String summary) {
  private static final int HEIGHT = 132;
  private static final int TOP = 8;
  private static final int MOST_LABELS = 5;
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.UK);

  /** A box of the band. */
  public record Box(String x, String y, String width, String height) {}

  /** A mark that leads to its window. */
  public record Dot(String x, String y, String tone, String tip, String href) {}

  /**
   * A window before it has coordinates.
   *
   * @param band upper end of what chance gives
   * @param low end of an interval
   * @param high likewise
   */
  public record Point(
      LocalDate at,
      double value,
      OptionalDouble band,
      OptionalDouble low,
      OptionalDouble high,
      String tone,
      String tip,
      String href) {
    double top() {
      return Math.max(value, Math.max(band.orElse(value), high.orElse(value)));
    }

    double bottom() {
      return Math.min(value, low.orElse(value));
    }
  }

  /**
   * @param points at least one, oldest first
   * @param days of a window
   * @param text writes a value on the axis
   */
  public static History of(
      List<Point> points,
      int days,
      OptionalDouble reference,
      DoubleFunction<String> text,
      String summary) {
    Scale y = vertical(points, reference);
    long first = points.getFirst().at().toEpochDay();
    long last = points.getLast().at().toEpochDay() + days;
    Scale x = new Scale(first, last);
    double half = days / 2.0;
    List<Box> bands = new ArrayList<>();
    List<Overlay.Edge> lines = new ArrayList<>();
    List<Overlay.Edge> whiskers = new ArrayList<>();
    List<Dot> dots = new ArrayList<>();
    Point before = null;
    for (Point p : points) {
      double at = p.at().toEpochDay();
      String middle = x.percent(at + half);
      p.band()
          .ifPresent(b -> bands.add(box(x.percent(at), x.share(at + days) - x.share(at), b, y)));
      if (p.low().isPresent() && p.high().isPresent()) {
        whiskers.add(
            new Overlay.Edge(
                middle, y(p.low().getAsDouble(), y), middle, y(p.high().getAsDouble(), y)));
      }
      if (before != null) {
        String from = x.percent(before.at().toEpochDay() + half);
        lines.add(new Overlay.Edge(from, y(before.value(), y), middle, y(p.value(), y)));
      }
      dots.add(new Dot(middle, y(p.value(), y), p.tone(), p.tip(), p.href()));
      before = p;
    }
    return new History(
        bands,
        lines,
        whiskers,
        dots,
        ticks(y, text),
        labels(points, x, half),
        reference.isPresent() ? y(reference.getAsDouble(), y) : null,
        HEIGHT,
        summary);
  }

  private static Scale vertical(List<Point> points, OptionalDouble reference) {
    double low = points.stream().mapToDouble(Point::bottom).min().orElse(0);
    double high = points.stream().mapToDouble(Point::top).max().orElse(1);
    low = Math.min(low, reference.orElse(low));
    high = Math.max(high, reference.orElse(high));
    if (low >= 0 && low < high * 0.6) {
      return Scale.fromZero(high);
    }
    double room = Math.max((high - low) * 0.15, Math.abs(high) * 0.02 + 1e-9);
    double step = Scale.step((high - low + 2 * room) / 4);
    return new Scale(
        Math.floor((low - room) / step) * step, Math.ceil((high + room) / step) * step);
  }

  private static Box box(String x, double width, double band, Scale y) {
    double from = position(Math.max(0, y.from()), y);
    double to = position(band, y);
    return new Box(x, Scale.number(to), Scale.percentOf(width), Scale.number(from - to));
  }

  private static double position(double value, Scale y) {
    return HEIGHT - (HEIGHT - TOP) * y.share(value);
  }

  private static String y(double value, Scale y) {
    return Scale.number(position(value, y));
  }

  private static List<Overlay.Tick> ticks(Scale y, DoubleFunction<String> text) {
    double step = Scale.step((y.to() - y.from()) / 4);
    List<Overlay.Tick> ticks = new ArrayList<>();
    for (double at = Math.ceil(y.from() / step - 1e-9) * step;
        at <= y.to() + step * 1e-6;
        at += step) {
      double clean = Math.abs(at) < step * 1e-6 ? 0 : at;
      ticks.add(new Overlay.Tick(y(clean, y), text.apply(clean)));
    }
    return ticks;
  }

  private static List<Overlay.Tick> labels(List<Point> points, Scale x, double half) {
    int every = Math.max(1, (points.size() + MOST_LABELS - 1) / MOST_LABELS);
    List<Overlay.Tick> labels = new ArrayList<>();
    for (int i = (points.size() - 1) % every; i < points.size(); i += every) {
      LocalDate at = points.get(i).at();
      labels.add(new Overlay.Tick(x.percent(at.toEpochDay() + half), DAY.format(at)));
    }
    return labels;
  }
}
