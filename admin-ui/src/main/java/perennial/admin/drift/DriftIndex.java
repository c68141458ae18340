package perennial.admin.drift;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.drift.DriftIndexPage.Newest;
import perennial.admin.drift.DriftIndexPage.Row;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.admin.page.Mark;
import perennial.admin.table.TableQuery;
import perennial.admin.table.TableView;
import perennial.monitoring.DriftMeasure;
import perennial.monitoring.Period;
import perennial.monitoring.Verdict;
import perennial.registry.ModelRegistry;
import perennial.registry.ModelSummary;
import perennial.registry.monitoring.Alerts;
import perennial.registry.monitoring.MonitoringStore;
import perennial.registry.monitoring.WindowSummary;

/** Makes {@link DriftIndexPage}; the overview asks it for one model at a time. */
public final class DriftIndex {
  private final ModelRegistry registry;
  private final MonitoringStore store;
  private final Alerts alerts;
  private final Formats formats;

  public DriftIndex(ModelRegistry registry, MonitoringStore store, Alerts alerts, Formats formats) {
    this.registry = registry;
    this.store = store;
    this.alerts = alerts;
    this.formats = formats;
  }

  /** Every model. */
  List<Row> rows() {
    return registry.models().stream().map(this::row).toList();
  }

  DriftIndexPage read(TableQuery query) {
    List<Row> rows = rows();
    TableView<Row> shown = DriftIndexPage.TABLE.view(query, rows, r -> r);
    long drifting = rows.stream().filter(r -> toned(r, "bad") || toned(r, "warn")).count();
    long measured = rows.stream().filter(r -> r.week() != null || r.day() != null).count();
    if (measured == 0) {
      return new DriftIndexPage("unknown", "Nothing was measured yet", shown);
    }
    return drifting == 0
        ? new DriftIndexPage("ok", "No model drifts", shown)
        : new DriftIndexPage(
            rows.stream().anyMatch(r -> toned(r, "bad")) ? "bad" : "warn",
            "%d of %s %s"
                .formatted(
                    drifting,
                    Formats.count(rows.size(), "model", "models"),
                    drifting == 1 ? "drifts" : "drift"),
            shown);
  }

  private static boolean toned(Row row, String tone) {
    return (row.week() != null && row.week().mark().tone().equals(tone))
        || (row.day() != null && row.day().mark().tone().equals(tone));
  }

  private Row row(ModelSummary m) {
    return new Row(
        new Link(m.name(), Link.drift(m.name())),
        m.live().map(d -> "v" + d.championVersion()).orElse("none"),
        newest(m.name(), Period.WEEK),
        newest(m.name(), Period.DAY));
  }

  /** Null when none of the period was measured. */
  public @Nullable Newest newest(String model, Period period) {
    List<WindowSummary> one = store.windows(model, period, MonitoringStore.END, 1);
    if (one.isEmpty()) {
      return null;
    }
    WindowSummary s = one.getFirst();
    return new Newest(
        new Link(DriftWords.window(s.window(), formats), Link.drift(model, s.window())),
        mark(s),
        "%s, v%d".formatted(Formats.count(s.customers(), "customer", "customers"), s.version()));
  }

  /** What drifted in it, without what follows from another alert: as its page counts it. */
  private Mark mark(WindowSummary s) {
    if (s.alarms() + s.warnings() == 0) {
      String tone = WindowPicker.tone(s);
      return new Mark(tone, tone.equals("ok") ? "no drift" : "not enough data");
    }
    Raised raised = Raised.read(alerts, s.model(), s.window());
    List<DriftMeasure> loud =
        store
            .window(s.model(), s.window())
            .map(report -> raised.loud(report.measures()))
            .orElse(List.of());
    boolean alarm = DriftWords.count(loud, Verdict.ALARM) > 0;
    boolean warning = DriftWords.count(loud, Verdict.WARN) > 0;
    return new Mark(alarm ? "bad" : warning ? "warn" : "ok", DriftWords.found(loud));
  }
}
