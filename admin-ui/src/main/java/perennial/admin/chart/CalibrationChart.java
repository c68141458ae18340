package perennial.admin.chart;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.Formats;
import perennial.evaluation.CalibrationGroup;
import perennial.monitoring.CalibrationDecile;

/**
 * Actual purchases as bars, predicted ones as marks on them. Widths are shares of the plot, heights
 * are pixels, so that it fits any width without scaling its text.
 *
 * @param height of the plot in pixels
 * @param summary the chart in words
 */
public record CalibrationChart(List<Group> groups, List<Tick> ticks, int height, String summary) {
  private static final int HEIGHT = 168;
  private static final int TOP = 8;

  /** One group of customers: coordinates first, then the same as text. */
  public record Group(
      String barX,
      String barWidth,
      String barY,
      String barHeight,
      String centre,
      String markLeft,
      String markRight,
      String markY,
      String label,
      String customers,
      String actual,
      String predicted,
      String ratio,
      @Nullable Whisker interval) {}

  /** The 95 % interval of the actual mean; coordinates first, then the same as text. */
  public record Whisker(String top, String bottom, String text) {}

  /** A line across the plot. */
  public record Tick(String y, String text) {}

  /**
   * @param grouping how the groups are made, such as "decile of the prediction"
   */
  public static CalibrationChart of(List<CalibrationGroup> data, String grouping) {
    return of(data, List.of(), grouping);
  }

  /** Deciles with the interval of what their customers did. */
  public static CalibrationChart ofDeciles(List<CalibrationDecile> deciles) {
    return of(
        deciles.stream()
            .map(d ->
                new CalibrationGroup(
                    Integer.toString(d.decile()), d.customers(), d.actual(), d.predicted()))
            .toList(),
        deciles,
        "decile of the prediction");
  }

  private static CalibrationChart of(
      List<CalibrationGroup> data, List<CalibrationDecile> intervals, String grouping) {
    double max = intervals.stream().mapToDouble(CalibrationDecile::high).max().orElse(0);
    for (CalibrationGroup g : data) {
      max = Math.max(max, Math.max(g.meanActual(), g.meanPredicted()));
    }
    Scale y = Scale.fromZero(max);
    List<Group> groups = new ArrayList<>();
    for (int i = 0; i < data.size(); i++) {
      @Nullable Whisker whisker = intervals.isEmpty() ? null : whisker(intervals.get(i), y);
      groups.add(group(data.get(i), i, data.size(), y, whisker));
    }
    return new CalibrationChart(groups, ticks(y), HEIGHT, summary(data, grouping));
  }

  private static Whisker whisker(CalibrationDecile d, Scale y) {
    return new Whisker(
        Scale.number(y(d.high(), y)),
        Scale.number(y(d.low(), y)),
        Formats.decimal(d.low(), 3) + " – " + Formats.decimal(d.high(), 3));
  }

  private static Group group(
      CalibrationGroup g, int index, int count, Scale y, @Nullable Whisker whisker) {
    double slot = 1.0 / count;
    double centre = (index + 0.5) * slot;
    double bar = y(g.meanActual(), y);
    return new Group(
        Scale.percentOf(centre - 0.3 * slot),
        Scale.percentOf(0.6 * slot),
        Scale.number(bar),
        Scale.number(HEIGHT - bar),
        Scale.percentOf(centre),
        Scale.percentOf(centre - 0.38 * slot),
        Scale.percentOf(centre + 0.38 * slot),
        Scale.number(y(g.meanPredicted(), y)),
        g.label(),
        Formats.count(g.customers()),
        Formats.decimal(g.meanActual(), 3),
        Formats.decimal(g.meanPredicted(), 3),
        ratio(g),
        whisker);
  }

  private static String ratio(CalibrationGroup g) {
    return g.meanActual() > 0
        ? Formats.decimal(g.meanPredicted() / g.meanActual(), 2)
        : "no purchases";
  }

  private static List<Tick> ticks(Scale y) {
    return y.ticks().stream()
        .map(tick -> new Tick(Scale.number(y(tick.value(), y)), tick.text()))
        .toList();
  }

  private static double y(double value, Scale scale) {
    return HEIGHT - (HEIGHT - TOP) * scale.share(value);
  }

  private static String summary(List<CalibrationGroup> data, String grouping) {
    CalibrationGroup worst = null;
    for (CalibrationGroup g : data) {
      if (g.meanActual() > 0 && (worst == null || off(g) > off(worst))) {
        worst = g;
      }
    }
    String head =
        "Actual and predicted purchases per customer by %s, %d groups."
            .formatted(grouping, data.size());
    return worst == null
        ? head
        : head
            + " Furthest off: group %s, predicted / actual %s."
                .formatted(worst.label(), ratio(worst));
  }

  private static double off(CalibrationGroup g) {
    return Math.abs(Math.log(Math.max(1e-9, g.meanPredicted()) / g.meanActual()));
  }
}
