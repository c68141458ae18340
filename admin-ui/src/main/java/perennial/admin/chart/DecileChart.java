package perennial.admin.chart;

import java.util.ArrayList;
import java.util.List;
import perennial.admin.page.Formats;
import perennial.monitoring.CalibrationDecile;

/**
 * What was predicted as grey bars, what happened as points with their 95 % intervals.
 *
 * @param summary the chart in words
 */
public record DecileChart(
    List<Group> groups, List<Overlay.Tick> ticks, int height, String summary) {
  private static final int HEIGHT = 168;
  private static final int TOP = 8;

  /**
   * One decile: coordinates first, then the same as text.
   *
   * @param tone {@code bad} where the interval leaves the prediction out
   */
  public record Group(
      String x,
      String width,
      String y,
      String barHeight,
      String centre,
      String lowY,
      String highY,
      String actualY,
      String tone,
      String label,
      String customers,
      String predicted,
      String actual,
      String interval,
      String ratio) {}

  public static DecileChart of(List<CalibrationDecile> deciles) {
    double max = 0;
    for (CalibrationDecile d : deciles) {
      max = Math.max(max, Math.max(d.predicted(), d.high()));
    }
    Scale y = Scale.fromZero(max);
    List<Group> groups = new ArrayList<>();
    for (int i = 0; i < deciles.size(); i++) {
      groups.add(group(deciles.get(i), i, deciles.size(), y));
    }
    return new DecileChart(groups, ticks(y), HEIGHT, summary(deciles));
  }

  /** Whether what happened differs from the prediction beyond chance. */
  public static boolean off(CalibrationDecile d) {
    return d.predicted() < d.low() || d.predicted() > d.high();
  }

  private static Group group(CalibrationDecile d, int i, int count, Scale y) {
    double slot = 1.0 / count;
    double bar = position(d.predicted(), y);
    return new Group(
        Scale.percentOf((i + 0.2) * slot),
        Scale.percentOf(0.6 * slot),
        Scale.number(bar),
        Scale.number(HEIGHT - bar),
        Scale.percentOf((i + 0.5) * slot),
        Scale.number(position(d.low(), y)),
        Scale.number(position(d.high(), y)),
        Scale.number(position(d.actual(), y)),
        off(d) ? "bad" : "ok",
        Integer.toString(d.decile()),
        Formats.count(d.customers()),
        Formats.decimal(d.predicted(), 3),
        Formats.decimal(d.actual(), 3),
        "%s to %s".formatted(Formats.decimal(d.low(), 3), Formats.decimal(d.high(), 3)),
        d.predicted() > 0 ? Formats.decimal(d.actual() / d.predicted(), 2) : "–");
  }

  private static double position(double value, Scale y) {
    return HEIGHT - (HEIGHT - TOP) * y.share(value);
  }

  private static List<Overlay.Tick> ticks(Scale y) {
    double step = Scale.step(y.to() / 5);
    int digits = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
    List<Overlay.Tick> ticks = new ArrayList<>();
    for (int i = 0; i * step <= y.to() * (1 + 1e-9); i++) {
      ticks.add(
          new Overlay.Tick(Scale.number(position(i * step, y)), Formats.decimal(i * step, digits)));
    }
    return ticks;
  }

  private static String summary(List<CalibrationDecile> deciles) {
    long off = deciles.stream().filter(DecileChart::off).count();
    return "Predicted and actual purchases a customer by decile of the prediction; in %d of %d the"
            .formatted(off, deciles.size())
        + " 95 % interval of what happened leaves the prediction out.";
  }
}
