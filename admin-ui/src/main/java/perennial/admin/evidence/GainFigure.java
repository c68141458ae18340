package perennial.admin.evidence;

import java.util.ArrayList;
import java.util.List;
import perennial.admin.chart.LineChart;
import perennial.admin.page.Formats;
import perennial.evaluation.charts.GainCurve;
import perennial.evaluation.charts.GainPoint;

/**
 * How much came from the customers with the highest predictions.
 *
 * @param quantities one or two: purchases, value
 * @param csv where the data are
 */
public record GainFigure(
    String says, LineChart chart, List<String> quantities, List<Row> rows, String csv) {
  private static final double TENTH = 0.1;

  /** The first so many customers; one entry per quantity. */
  public record Row(String customers, List<Entry> entries) {}

  /** What they have of a quantity. */
  public record Entry(String captured, String lift, String best) {}

  static GainFigure of(List<GainCurve> curves, String base) {
    LineChart.Builder chart = new LineChart.Builder(0, 1);
    GainCurve first = curves.getFirst();
    chart.line("faint", "best possible", shares(first), from(first, true));
    chart.line("dashed", "at random", List.of(0.0, 1.0), List.of(0.0, 100.0));
    String[] tones = {"ours", "second"};
    for (int i = curves.size() - 1; i >= 0; i--) {
      chart.line(tones[i], curves.get(i).quantity(), shares(first), from(curves.get(i), false));
    }
    for (int i = 2; i <= 8; i += 2) {
      chart.tick(i / 10.0, 10 * i + " %");
    }
    for (GainPoint p : first.points()) {
      chart.point(p.customers() - 0.05, p.customers(), pointer(curves, p.customers()));
    }
    String says = says(curves);
    return new GainFigure(
        says,
        chart.build(says),
        curves.stream().map(GainCurve::quantity).toList(),
        rows(curves),
        base + "/charts/gain.csv");
  }

  private static List<Double> shares(GainCurve curve) {
    List<Double> shares = new ArrayList<>(List.of(0.0));
    curve.points().forEach(p -> shares.add(p.customers()));
    return shares;
  }

  private static List<Double> from(GainCurve curve, boolean best) {
    List<Double> captured = new ArrayList<>(List.of(0.0));
    curve.points().forEach(p -> captured.add(100 * (best ? p.best() : p.captured())));
    return captured;
  }

  private static String pointer(List<GainCurve> curves, double customers) {
    StringBuilder text = new StringBuilder("The first " + Formats.percent(customers) + ":");
    for (GainCurve curve : curves) {
      GainPoint p = curve.at(customers);
      text.append(
          " %s of %s (lift %s)"
              .formatted(percent(p.captured()), curve.quantity(), Formats.decimal(p.lift(), 1)));
    }
    return text.toString();
  }

  private static String says(List<GainCurve> curves) {
    GainPoint p = curves.getFirst().at(TENTH);
    String text =
        "The tenth of customers with the highest predictions made %s of the %s, %s times as many as a random tenth; the best possible is %s"
            .formatted(
                percent(p.captured()),
                curves.getFirst().quantity(),
                Formats.decimal(p.lift(), 1),
                percent(p.best()));
    return curves.size() < 2
        ? text
        : text
            + ". By predicted value they brought %s of the value"
                .formatted(percent(curves.get(1).at(TENTH).captured()));
  }

  private static List<Row> rows(List<GainCurve> curves) {
    List<Row> rows = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      double customers = i / 10.0;
      rows.add(
          new Row(
              Formats.percent(customers),
              curves.stream()
                  .map(c -> c.at(customers))
                  .map(p ->
                      new Entry(
                          percent(p.captured()), Formats.decimal(p.lift(), 2), percent(p.best())))
                  .toList()));
    }
    return rows;
  }

  private static String percent(double share) {
    return Formats.decimal(100 * share, 0) + " %";
  }
}
