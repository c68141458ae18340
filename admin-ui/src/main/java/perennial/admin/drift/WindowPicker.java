package perennial.admin.drift;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import perennial.admin.drift.DriftPage.Cell;
import perennial.admin.drift.DriftPage.Choice;
import perennial.admin.drift.DriftPage.Picker;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.registry.monitoring.Alerts;
import perennial.registry.monitoring.Alerts.Seen;
import perennial.registry.monitoring.MonitoringStore;
import perennial.registry.monitoring.WindowSummary;

/** Which windows there are, and which one is looked at. */
final class WindowPicker {
  private static final int SHOWN = 26;
  private static final long ENOUGH = 200;

  private final MonitoringStore store;
  private final Alerts alerts;
  private final Formats formats;

  WindowPicker(MonitoringStore store, Alerts alerts, Formats formats) {
    this.store = store;
    this.alerts = alerts;
    this.formats = formats;
  }

  /** The newest measured window of the period, the window of today where there is none. */
  MonitoringWindow newest(String model, Period period) {
    List<WindowSummary> one = store.windows(model, period, MonitoringStore.END, 1);
    return one.isEmpty()
        ? period.containing(formats.dayOf(formats.now()))
        : one.getFirst().window();
  }

  Picker picker(String model, MonitoringWindow wanted) {
    LocalDate last = wanted.start().plusDays((long) wanted.period().days() * (SHOWN / 2));
    List<WindowSummary> newest =
        new ArrayList<>(store.windows(model, wanted.period(), last.plusDays(1), SHOWN));
    List<Seen> seen = newest.isEmpty() ? List.of() : seen(model, newest);
    List<Cell> cells =
        newest.reversed().stream().map(s -> cell(s, Raised.of(seen, s.window()), wanted)).toList();
    WindowSummary before = null;
    WindowSummary after = null;
    for (WindowSummary s : newest) {
      if (s.window().start().isAfter(wanted.start())) {
        after = s;
      } else if (before == null && s.window().start().isBefore(wanted.start())) {
        before = s;
      }
    }
    return new Picker(
        Link.drift(model),
        wanted.period().name().toLowerCase(Locale.ROOT),
        wanted.start().toString(),
        DriftWords.window(wanted, formats),
        cells,
        step("Earlier", before),
        step("Later", after),
        List.of(choice(model, wanted, Period.DAY), choice(model, wanted, Period.WEEK)));
  }

  private List<Seen> seen(String model, List<WindowSummary> newestFirst) {
    return alerts.seen(
        model, newestFirst.getLast().window().start(), newestFirst.getFirst().window().start());
  }

  private static @Nullable Link step(String text, @Nullable WindowSummary to) {
    return to == null ? null : new Link(text, Link.drift(to.model(), to.window()));
  }

  /** The other period's newest window, or its first that holds the day one looks at. */
  private Choice choice(String model, MonitoringWindow wanted, Period period) {
    boolean current = period == wanted.period();
    MonitoringWindow to = current ? wanted : period.containing(wanted.end().minusDays(1));
    String name = period == Period.DAY ? "Days" : "Weeks";
    return new Choice(new Link(name, Link.drift(model, to)), current);
  }

  private Cell cell(WindowSummary s, Raised raised, MonitoringWindow wanted) {
    String tone = tone(s);
    String found =
        switch (tone) {
          case "bad", "warn" -> raised.words();
          case "unknown" -> "not enough data";
          default -> "no drift";
        };
    String window = DriftWords.window(s.window(), formats);
    String tip = "%s, v%d: %s".formatted(window, s.version(), found);
    return new Cell(
        tone,
        tip,
        Link.drift(s.model(), s.window()),
        s.window().equals(wanted),
        formats.shortDay(s.window().start()));
  }

  /** Never good below the number of customers from which a window is judged. */
  static String tone(WindowSummary s) {
    if (s.alarms() > 0) {
      return "bad";
    }
    return s.warnings() > 0 ? "warn" : s.customers() < ENOUGH ? "unknown" : "ok";
  }
}
