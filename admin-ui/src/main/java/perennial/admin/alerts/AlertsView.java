package perennial.admin.alerts;

import java.util.ArrayList;
import java.util.List;
import perennial.admin.alerts.AlertsPage.Row;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.admin.page.Mark;
import perennial.admin.page.Names;
import perennial.admin.page.Prose;
import perennial.admin.table.TableQuery;
import perennial.admin.table.TableView;
import perennial.registry.ModelRegistry;
import perennial.registry.ModelSummary;
import perennial.registry.monitoring.Alert;
import perennial.registry.monitoring.Alerts;
import perennial.registry.monitoring.Alerts.AlertFilter;

/** Makes {@link AlertsPage}. */
public final class AlertsView {
  /** More open alerts than this are counted as "more than". */
  private static final int COUNTED = 500;

  private final ModelRegistry registry;
  private final Alerts alerts;
  private final Formats formats;

  public AlertsView(ModelRegistry registry, Alerts alerts, Formats formats) {
    this.registry = registry;
    this.alerts = alerts;
    this.formats = formats;
  }

  AlertsPage read(AlertFilter filter, TableQuery query) {
    TableView<Row> rows =
        AlertTable.TABLE.view(query, AlertTable.listing(alerts, filter), this::row);
    List<Alert> unresolved = alerts.alerts(new AlertFilter(filter.model(), "", true), 0, COUNTED);
    long open = unresolved.stream().filter(a -> a.state() == Alert.State.OPEN).count();
    boolean alarm =
        unresolved.stream()
            .anyMatch(a -> a.state() == Alert.State.OPEN && a.severity() == Alert.Severity.ALARM);
    return new AlertsPage(
        open == 0 ? "ok" : alarm ? "bad" : "warn",
        title(filter.model(), open, unresolved.size()),
        filter.model(),
        !filter.unresolvedOnly(),
        registry.models().stream().map(ModelSummary::name).toList(),
        rows,
        rows.isEmpty() ? nothing(filter) : "",
        json(filter));
  }

  private static String title(String model, long open, int unresolved) {
    String where = model.isEmpty() ? "" : " of " + model;
    if (open > 0) {
      return "%s%s for somebody"
          .formatted(
              Formats.count(open, "alert", "alerts") + where, open == 1 ? " waits" : " wait");
    }
    return unresolved == 0
        ? "No alert%s: nothing is wrong that is measured".formatted(where)
        : "Every alert%s is looked after: %d acknowledged or muted".formatted(where, unresolved);
  }

  private static String nothing(AlertFilter filter) {
    if (!filter.text().isEmpty()) {
      return "No alert matches. The text is looked for in feature, segment and sentence.";
    }
    return filter.unresolvedOnly()
        ? "Nothing is open. Resolved alerts are shown with “Resolved too”."
        : "The worker raises alerts when a measured window drifts or errs: perennial worker.";
  }

  /** The same alerts as JSON. */
  private static String json(AlertFilter filter) {
    List<String> parameters = new ArrayList<>();
    if (!filter.model().isEmpty()) {
      parameters.add(Link.parameter("model", filter.model()));
    }
    if (!filter.text().isEmpty()) {
      parameters.add(Link.parameter("q", filter.text()));
    }
    if (!filter.unresolvedOnly()) {
      parameters.add("show=all");
    }
    return "/alerts.json" + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters));
  }

  private Row row(Alert a) {
    return new Row(
        new Link(Names.feature(a.feature()), Link.alert(a.id())),
        Names.segment(a.segment()),
        Mark.of(a.severity()),
        AlertWords.state(a, formats),
        new Link(a.model(), Link.model(a.model())),
        new Link("v" + a.version(), Link.version(a.model(), a.version())),
        formats.when(a.firstSeen()),
        new Link(
            AlertWords.window(a.lastWindow(), formats),
            Link.feature(a.model(), a.lastWindow(), a.feature(), a.segment())),
        a.windows() == 1 ? "1 window" : Formats.count(a.windows()) + " windows in a row",
        Prose.of(a.what()),
        a.trainingRun().isPresent()
            ? new Link("run " + a.trainingRun().getAsLong(), Link.run(a.trainingRun().getAsLong()))
            : null,
        a.challenger().isPresent()
            ? new Link(
                "v" + a.challenger().getAsLong(),
                Link.promote(a.model(), a.challenger().getAsLong()))
            : null);
  }
}
