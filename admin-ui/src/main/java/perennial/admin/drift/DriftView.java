package perennial.admin.drift;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import perennial.admin.chart.Overlay;
import perennial.admin.drift.DriftPage.Figure;
import perennial.admin.drift.DriftPage.Quality;
import perennial.admin.drift.DriftPage.Window;
import perennial.admin.model.ModelBar;
import perennial.admin.model.ServingHistory;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.admin.page.Mark;
import perennial.admin.page.Names;
import perennial.admin.page.When;
import perennial.admin.table.TableQuery;
import perennial.monitoring.DriftMeasure;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.monitoring.Verdict;
import perennial.registry.ModelRegistry;
import perennial.registry.monitoring.Alerts;
import perennial.registry.monitoring.MonitoringStore;
import perennial.registry.monitoring.WindowReport;

/** Makes {@link DriftPage}. */
public final class DriftView {
  private static final int FIGURES = 3;
  private static final int FIGURE_HEIGHT = 120;

  private final ModelRegistry registry;
  private final MonitoringStore store;
  private final Alerts alerts;
  private final Formats formats;
  private final WindowPicker picker;

  public DriftView(ModelRegistry registry, MonitoringStore store, Alerts alerts, Formats formats) {
    this.registry = registry;
    this.store = store;
    this.alerts = alerts;
    this.formats = formats;
    this.picker = new WindowPicker(store, alerts, formats);
  }

  /** The window that holds a day; the newest without one. */
  MonitoringWindow window(String model, Period period, @Nullable LocalDate day) {
    return day == null ? picker.newest(model, period) : period.containing(day);
  }

  Optional<WindowReport> report(String model, MonitoringWindow window) {
    ServingHistory.read(registry, model); // refuses an unknown model
    return store.window(model, window);
  }

  /**
   * @param flows what is wanted of the table of features that may alert
   * @param stocks and of the others
   */
  DriftPage read(String model, MonitoringWindow window, TableQuery flows, TableQuery stocks) {
    ServingHistory history = ServingHistory.read(registry, model);
    ModelBar bar = ModelBar.of(model, history, "Drift");
    DriftPage.Picker windows = picker.picker(model, window);
    Optional<WindowReport> report = store.window(model, window);
    if (report.isEmpty()) {
      return absent(model, window, bar, windows);
    }
    WindowReport r = report.get();
    String currency = registry.report(model, r.version()).terms().currency();
    Raised raised = Raised.read(alerts, model, window);
    DriftRows rows = new DriftRows(r, currency, raised);
    DriftWords.Answer answer =
        DriftWords.of(model, DriftWords.window(window, formats), rows.loud());
    return new DriftPage(
        bar, answer.tone(), answer.title(), sub(r), windows, window(r, rows, flows, stocks));
  }

  private DriftPage absent(
      String model, MonitoringWindow window, ModelBar bar, DriftPage.Picker windows) {
    boolean none = windows.cells().isEmpty();
    String title =
        none
            ? "Nothing was measured of %s yet".formatted(model)
            : "The %s of %s was not measured".formatted(DriftWords.window(window, formats), model);
    String sub =
        none
            ? "The worker measures each day and week once it is over."
            : "It may not be over yet, or nothing was predicted in it.";
    return new DriftPage(bar, "unknown", title, sub, windows, null);
  }

  private String sub(WindowReport r) {
    When measured = formats.when(r.measuredAt());
    return "%s v%d, %s to %s: %s of %s, each counted once, against the version’s frozen reference. Measured %s."
        .formatted(
            r.model(),
            r.version(),
            formats.day(r.window().start()),
            formats.day(r.window().end().minusDays(1)),
            Formats.count(r.predictions(), "prediction", "predictions"),
            Formats.count(r.customers(), "customer", "customers"),
            measured.text());
  }

  private static Window window(
      WindowReport r, DriftRows rows, TableQuery flows, TableQuery stocks) {
    List<DriftMeasure> alerting = rows.alerting();
    String here = Link.drift(r.model(), r.window());
    return new Window(
        figures(r, rows.loud()),
        DriftTables.MEASURES.view(flows, alerting, rows::row),
        note(rows.loud(), alerting.size()),
        DriftTables.MEASURES.view(stocks, rows.stocks(), rows::row),
        MixTable.of(r.mix()),
        quality(r),
        "/alerts?" + Link.parameter("model", r.model()),
        here.replace("/drift?", "/drift.json?"),
        here.replace("/drift?", "/drift.csv?table=mix&"),
        here.replace("/drift?", "/drift.csv?table=quality&"));
  }

  private static String note(List<DriftMeasure> loud, int all) {
    int quiet = all - loud.size();
    return "%s%s, %d stable, %d without enough data"
        .formatted(
            DriftWords.found(loud),
            quiet == 0 ? "" : ", %d that drifted without an alert of their own".formatted(quiet),
            DriftWords.count(loud, Verdict.STABLE),
            DriftWords.count(loud, Verdict.NOT_ENOUGH_DATA));
  }

  private static List<Figure> figures(WindowReport r, List<DriftMeasure> alerting) {
    List<DriftMeasure> drawn =
        alerting.stream()
            .filter(m -> m.verdict() != Verdict.NOT_ENOUGH_DATA)
            .filter(m -> !m.distribution().labels().isEmpty())
            .toList();
    // What is stable is shown where nothing drifted, never beside what did.
    boolean drifted = drawn.stream().anyMatch(m -> m.verdict() != Verdict.STABLE);
    return drawn.stream()
        .filter(m -> !drifted || m.verdict() != Verdict.STABLE)
        .limit(FIGURES)
        .map(m ->
            new Figure(
                Names.feature(m.feature()),
                Names.segment(m.segment()),
                Mark.of(m.verdict()),
                Overlay.of(m.distribution(), FIGURE_HEIGHT),
                figureNote(m),
                Link.feature(r.model(), r.window(), m.feature(), m.segment())))
        .toList();
  }

  private static String figureNote(DriftMeasure m) {
    String means = DriftRows.means(m);
    String effect =
        m.effectOnClv().isPresent()
            ? "predicted value " + Formats.signedPercent(m.effectOnClv().getAsDouble())
            : "";
    String missing = DriftRows.missing(m);
    return List.of(means.isEmpty() ? "" : "mean " + means, effect, missing).stream()
        .filter(part -> !part.isEmpty())
        .reduce((a, b) -> a + " · " + b)
        .orElse("");
  }

  private static List<Quality> quality(WindowReport r) {
    return r.quality().entrySet().stream()
        .map(e ->
            new Quality(
                Names.feature(e.getKey()),
                Formats.count(e.getValue()),
                r.predictions() == 0
                    ? "–"
                    : Formats.decimal(1000.0 * e.getValue() / r.predictions(), 1)))
        .toList();
  }
}
