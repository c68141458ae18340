package perennial.admin.accuracy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.accuracy.AccuracyPage.Calibration;
import perennial.admin.accuracy.AccuracyPage.Ratio;
import perennial.admin.accuracy.AccuracyPage.RatioRow;
import perennial.admin.accuracy.AccuracyPage.Ratios;
import perennial.admin.chart.DecileChart;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.monitoring.CalibrationDecile;
import perennial.monitoring.Period;
import perennial.registry.monitoring.MonitoringStore;
import perennial.registry.monitoring.WindowReport;
import perennial.registry.monitoring.WindowSummary;

/** The calibration of the newest weeks, decile by decile. */
final class CalibrationOverTime {
  private static final int WEEKS = 8;

  private final List<WindowReport> reports;
  private final Formats formats;

  private CalibrationOverTime(List<WindowReport> reports, Formats formats) {
    this.reports = reports;
    this.formats = formats;
  }

  static CalibrationOverTime read(MonitoringStore store, String model, Formats formats) {
    List<WindowReport> reports = new ArrayList<>();
    for (WindowSummary s :
        store.windows(model, Period.WEEK, MonitoringStore.END, WEEKS).reversed()) {
      store
          .window(model, s.window())
          .filter(r -> !r.calibration().isEmpty())
          .ifPresent(reports::add);
    }
    return new CalibrationOverTime(reports, formats);
  }

  @Nullable Calibration newest() {
    if (reports.isEmpty()) {
      return null;
    }
    WindowReport r = reports.getLast();
    return new Calibration(
        new Link("week of " + formats.day(r.window().start()), Link.drift(r.model(), r.window())),
        DecileChart.of(r.calibration()));
  }

  @Nullable Ratios ratios() {
    if (reports.size() < 2) {
      return null;
    }
    List<RatioRow> rows = new ArrayList<>();
    for (int decile = 10; decile >= 1; decile--) {
      int wanted = decile;
      List<Ratio> cells =
          reports.stream()
              .map(r ->
                  r.calibration().stream()
                      .filter(d -> d.decile() == wanted)
                      .findFirst()
                      .map(CalibrationOverTime::ratio)
                      .orElse(new Ratio("–", "within", "not measured")))
              .toList();
      rows.add(new RatioRow(Integer.toString(decile), cells));
    }
    return new Ratios(
        reports.stream()
            .map(r ->
                new Link(formats.shortDay(r.window().start()), Link.drift(r.model(), r.window())))
            .toList(),
        rows);
  }

  private static Ratio ratio(CalibrationDecile d) {
    String tip =
        "predicted %s, actual %s (%s to %s) purchases a customer, n = %s"
            .formatted(
                Formats.decimal(d.predicted(), 3),
                Formats.decimal(d.actual(), 3),
                Formats.decimal(d.low(), 3),
                Formats.decimal(d.high(), 3),
                Formats.count(d.customers()));
    String tone = !DecileChart.off(d) ? "within" : d.actual() > d.predicted() ? "high" : "low";
    return new Ratio(
        d.predicted() > 0 ? Formats.decimal(d.actual() / d.predicted(), 2) : "–", tone, tip);
  }
}
