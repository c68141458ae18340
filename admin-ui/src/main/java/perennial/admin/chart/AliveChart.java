package perennial.admin.chart;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedCollection;
import java.util.function.Function;

/**
 * P(alive) of one customer over the days since the first purchase, with the days of purchases. The
 * line is in a square of 1000 x 100 that the page stretches; marks and ticks are percentages.
 *
 * @param line points of the line
 * @param area the same, closed along the bottom
 * @param purchases where a mark stands
 * @param ticks of the time axis
 * @param summary the chart in words
 */
public record AliveChart(
    String line, String area, List<String> purchases, List<Tick> ticks, String summary) {
  private static final int TICKS = 5;

  /** P(alive) at the end of a day, in {@code [0, 1]}. */
  public record Point(LocalDate day, double alive) {}

  /** A mark on the axis; the first and the last stay inside. */
  public record Tick(String x, String anchor, String text) {}

  /**
   * @param points at least one, ascending
   * @param text how a day is written
   */
  public static AliveChart of(
      List<Point> points,
      SequencedCollection<LocalDate> purchases,
      Function<LocalDate, String> text,
      String summary) {
    LocalDate from = points.getFirst().day();
    LocalDate to = points.getLast().day();
    Scale x = new Scale(from.toEpochDay(), Math.max(from.toEpochDay() + 1, to.toEpochDay()));
    StringBuilder line = new StringBuilder();
    for (Point p : points) {
      line.append(Scale.number(1000 * x.share(p.day().toEpochDay())))
          .append(',')
          .append(Scale.number(100 * (1 - p.alive())))
          .append(' ');
    }
    String end = Scale.number(1000 * x.share(to.toEpochDay()));
    return new AliveChart(
        line.toString().strip(),
        "0,100 " + line + end + ",100",
        purchases.stream().map(d -> x.percent(d.toEpochDay())).toList(),
        ticks(from, to, x, text),
        summary);
  }

  private static List<Tick> ticks(
      LocalDate from, LocalDate to, Scale x, Function<LocalDate, String> text) {
    long days = ChronoUnit.DAYS.between(from, to);
    int steps = (int) Math.clamp(days, 1, TICKS - 1);
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i <= steps; i++) {
      LocalDate day = from.plusDays(days * i / steps);
      String anchor = i == 0 ? "start" : i == steps ? "end" : "middle";
      ticks.add(new Tick(x.percent(day.toEpochDay()), anchor, text.apply(day)));
    }
    return days == 0 ? ticks.subList(0, 1) : ticks;
  }
}
