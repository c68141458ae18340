package perennial.admin.evidence;

import java.util.ArrayList;
import java.util.List;
import perennial.admin.chart.LineChart;
import perennial.admin.page.Formats;
import perennial.evaluation.charts.Tracking;
import perennial.evaluation.charts.TrackingPeriod;

/**
 * Purchases as they were made beside those expected, summed up and period by period.
 *
 * @param says what the sums tell
 * @param saysEach what the periods tell
 * @param unit a period, such as {@code week}
 * @param axis what is to the right
 * @param csv where the data are
 */
public record TrackingFigure(
    String says,
    String saysEach,
    String unit,
    String axis,
    String about,
    LineChart cumulative,
    LineChart each,
    List<Row> rows,
    String csv) {
  private static final int TICKS = 6;

  /** A period. */
  public record Row(
      String number,
      String end,
      String actual,
      String expected,
      String cumulativeActual,
      String cumulativeExpected,
      boolean holdout) {}

  static TrackingFigure of(Tracking t, String base, Formats formats) {
    TrackingWords words = new TrackingWords(t);
    List<Double> ends = new ArrayList<>();
    for (int i = 1; i <= t.periods().size(); i++) {
      ends.add((double) i);
    }
    LineChart.Builder sums =
        builder(t, ends, TrackingPeriod::cumulativeActual, TrackingPeriod::cumulativeExpected, 0);
    List<TrackingPeriod> whole =
        t.periods().stream().filter(p -> p.days() == t.periodDays()).toList();
    LineChart.Builder each = each(t, whole);
    points(sums, t, formats, words.unit());
    points(each, t, formats, words.unit());
    return new TrackingFigure(
        words.sums(),
        words.each(),
        words.unit(),
        "%s since %s".formatted(capital(words.unit()), formats.day(t.firstDay())),
        ("Repeat purchases of the %s known on %s. Expected is unconditional, from the day each"
                + " arrived alone; fitted to the days before the line, not to those after it.")
            .formatted(
                Formats.count(t.customers(), "customer", "customers"),
                formats.day(t.observationEnd())),
        sums.build(words.sums()),
        each.build(words.each()),
        rows(t, formats),
        base + "/charts/tracking.csv");
  }

  private interface Number {
    double of(TrackingPeriod period);
  }

  private static LineChart.Builder builder(
      Tracking t, List<Double> xs, Number actual, Number expected, int from) {
    LineChart.Builder chart = new LineChart.Builder(0, t.periods().size());
    List<TrackingPeriod> shown = t.periods().subList(from, from + xs.size());
    chart.line("ref", "actual", xs, shown.stream().map(actual::of).toList());
    chart.line("ours", "expected", xs, shown.stream().map(expected::of).toList());
    long before = t.periods().stream().filter(p -> !p.holdout()).count();
    if (before < t.periods().size()) {
      chart.mark(before, "holdout");
    }
    int step = step(t.periods().size());
    for (int i = step; i < t.periods().size(); i += step) {
      chart.tick(i, Integer.toString(i));
    }
    return chart;
  }

  /** Parts of a period are left out: they would look like a slump. */
  private static LineChart.Builder each(Tracking t, List<TrackingPeriod> whole) {
    int from = whole.isEmpty() ? 0 : t.periods().indexOf(whole.getFirst());
    List<Double> middles = new ArrayList<>();
    for (int i = 0; i < whole.size(); i++) {
      middles.add(from + i + 0.5);
    }
    return builder(t, middles, TrackingPeriod::actual, TrackingPeriod::expected, from);
  }

  private static void points(LineChart.Builder chart, Tracking t, Formats formats, String unit) {
    for (int i = 0; i < t.periods().size(); i++) {
      TrackingPeriod p = t.periods().get(i);
      chart.point(
          i,
          i + 1,
          "%s %d, to %s: %s made, %s expected; in all %s made, %s expected"
              .formatted(
                  capital(unit),
                  i + 1,
                  formats.day(p.end()),
                  Formats.count(p.actual()),
                  Formats.decimal(p.expected(), 1),
                  Formats.count(p.cumulativeActual()),
                  Formats.decimal(p.cumulativeExpected(), 0)));
    }
  }

  private static List<Row> rows(Tracking t, Formats formats) {
    List<Row> rows = new ArrayList<>();
    for (TrackingPeriod p : t.periods()) {
      rows.add(
          new Row(
              Integer.toString(rows.size() + 1),
              formats.day(p.end()),
              Formats.count(p.actual()),
              Formats.decimal(p.expected(), 1),
              Formats.count(p.cumulativeActual()),
              Formats.decimal(p.cumulativeExpected(), 1),
              p.holdout()));
    }
    return rows;
  }

  private static int step(int periods) {
    int[] steps = {1, 2, 5, 10, 20, 50, 100};
    for (int step : steps) {
      if (periods / step <= TICKS + 2) {
        return step;
      }
    }
    return steps[steps.length - 1];
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
