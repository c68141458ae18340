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
import perennial.admin.page.DataFile;
import perennial.admin.page.PageHead;
import perennial.admin.page.Pages;
import perennial.admin.session.Access;
import perennial.admin.session.Needs;
import perennial.admin.table.TableQuery;
import perennial.registry.monitoring.Alerts;
import perennial.registry.monitoring.Alerts.AlertFilter;

/** The list of alerts. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
@Needs(Access.VIEWER)
final class AlertsController {
  /** The most alerts of one JSON; a filter gives the rest. */
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
      @QueryValue(defaultValue = "") String show) {
    TableQuery query = query(request);
    AlertsPage page = view.read(filter(model, query, show), query);
    PageHead head = PageHead.of("Alerts", "/alerts", "Alerts").data(page.json());
    return pages.html(request, head, "alerts/alerts", page);
  }

  @Get("/alerts.json")
  @Produces(MediaType.APPLICATION_JSON)
  HttpResponse<?> json(
      HttpRequest<?> request,
      @QueryValue(defaultValue = "") String model,
      @QueryValue(defaultValue = "") String show) {
    return DataFile.json(alerts.alerts(filter(model, query(request), show), 0, MOST));
  }

  @Get("/alerts.csv")
  @Produces("text/csv")
  StreamedFile csv(
      HttpRequest<?> request,
      @QueryValue(defaultValue = "") String model,
      @QueryValue(defaultValue = "") String show) {
    TableQuery query = query(request);
    return AlertTable.TABLE.csv(
        "alerts", query, AlertTable.listing(alerts, filter(model, query, show)));
  }

  /** The worst first; the database looks for the text. */
  private static TableQuery query(HttpRequest<?> request) {
    return TableQuery.of(request, "model", "show").searchedAlready().orElse("-severity");
  }

  private static AlertFilter filter(String model, TableQuery query, String show) {
    return new AlertFilter(model.strip(), query.text(), !show.equals("all"));
  }
}
