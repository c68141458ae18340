package perennial.admin.drift;

import java.util.List;
import org.jspecify.annotations.Nullable;
import perennial.admin.drift.DriftIndexPage.Newest;
import perennial.admin.drift.DriftIndexPage.Row;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.admin.page.Mark;
import perennial.monitoring.Period;
import perennial.registry.ModelRegistry;
import perennial.registry.ModelSummary;
import perennial.registry.monitoring.MonitoringStore;
import perennial.registry.monitoring.WindowSummary;

/** Makes {@link DriftIndexPage}; the overview asks it for one model at a time. */
public final class DriftIndex {
  private final ModelRegistry registry;
  private final MonitoringStore store;
  private final Formats formats;

  public DriftIndex(ModelRegistry registry, MonitoringStore store, Formats formats) {
    this.registry = registry;
    this.store = store;
    this.formats = formats;
  }

  DriftIndexPage read() {
    List<Row> rows = registry.models().stream().map(this::row).toList();
    long drifting = rows.stream().filter(r -> toned(r, "bad") || toned(r, "warn")).count();
    long measured = rows.stream().filter(r -> r.week() != null || r.day() != null).count();
    if (measured == 0) {
      return new DriftIndexPage("unknown", "Nothing was measured yet", rows);
    }
    return drifting == 0
        ? new DriftIndexPage("ok", "No model drifts", rows)
        : new DriftIndexPage(
            rows.stream().anyMatch(r -> toned(r, "bad")) ? "bad" : "warn",
            "%s of %d drifts".formatted(Formats.count(drifting), rows.size()),
            rows);
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
    String tone = WindowPicker.tone(s);
    String word =
        switch (tone) {
          case "bad" -> Formats.count(s.alarms(), "alarm", "alarms");
          case "warn" -> Formats.count(s.warnings(), "warning", "warnings");
          case "unknown" -> "not enough data";
          default -> "no drift";
        };
    return new Newest(
        new Link(DriftWords.window(s.window(), formats), Link.drift(model, s.window())),
        new Mark(tone, word),
        "%s, v%d".formatted(Formats.count(s.customers(), "customer", "customers"), s.version()));
  }
}
