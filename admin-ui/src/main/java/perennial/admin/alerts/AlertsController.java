package perennial.admin.alerts;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import perennial.admin.page.DataFile;
import perennial.admin.page.PageHead;
import perennial.admin.page.Pages;
import perennial.admin.session.Access;
import perennial.admin.session.Needs;
import perennial.admin.table.Lines;
import perennial.registry.monitoring.Alert;
import perennial.registry.monitoring.Alerts;
import perennial.registry.monitoring.Alerts.AlertFilter;

/** The list of alerts. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
@Needs(Access.VIEWER)
final class AlertsController {
  /** The most rows of one file; a filter gives the rest. */
  private static final int MOST = 10_000;

  private final Alerts alerts;
  private final AlertsView view;
  private final Pages pages;

  AlertsController(Alerts alerts, AlertsView view, Pages pages) {
    this.alerts = alerts;
    this.view = view;
    this.pages = pages;
  }

  @Get("/alerts")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> list(
      HttpRequest<?> request,
      @QueryValue(defaultValue = "") String model,
      @QueryValue(defaultValue = "") String text,
      @QueryValue(defaultValue = "") String show,
      @QueryValue(defaultValue = "0") long before) {
    AlertsPage page = view.read(filter(model, text, show), before);
    PageHead head = PageHead.of("Alerts", "/alerts", "Alerts").data(page.json());
    return pages.html(request, head, "alerts/alerts", page);
  }

  @Get("/alerts.json")
  @Produces(MediaType.APPLICATION_JSON)
  HttpResponse<?> json(
      @QueryValue(defaultValue = "") String model,
      @QueryValue(defaultValue = "") String text,
      @QueryValue(defaultValue = "") String show) {
    return DataFile.json(alerts.alerts(filter(model, text, show), 0, MOST));
  }

  @Get("/alerts.csv")
  @Produces("text/csv")
  StreamedFile csv(
      @QueryValue(defaultValue = "") String model,
      @QueryValue(defaultValue = "") String text,
      @QueryValue(defaultValue = "") String show) {
    Lines csv =
        new Lines(
            "id",
            "model",
            "version",
            "feature",
            "dimension",
            "value",
            "severity",
            "state",
            "first_seen",
            "last_seen",
            "period",
            "last_window",
            "windows",
            "what",
            "suggestion",
            "acknowledged_by",
            "muted_until",
            "training_run",
            "challenger");
    for (Alert a : alerts.alerts(filter(model, text, show), 0, MOST)) {
      csv.add(
          List.of(
              a.id(),
              a.model(),
              a.version(),
              a.feature(),
              a.segment().dimension(),
              a.segment().value(),
              a.severity(),
              a.state(),
              a.firstSeen(),
              a.lastSeen(),
              a.lastWindow().period(),
              a.lastWindow().start(),
              a.windows(),
              a.what(),
              a.suggestion(),
              a.acknowledgedBy(),
              a.mutedUntil(),
              a.trainingRun(),
              a.challenger()));
    }
    return csv.file("alerts");
  }

  private static AlertFilter filter(String model, String text, String show) {
    return new AlertFilter(model.strip(), text.strip(), !show.equals("all"));
  }
}
