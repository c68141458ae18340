package perennial.admin.drift;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import perennial.admin.page.DataFile;
import perennial.admin.page.Days;
import perennial.admin.page.Link;
import perennial.admin.page.NotFound;
import perennial.admin.page.PageHead;
import perennial.admin.page.Pages;
import perennial.admin.session.Access;
import perennial.admin.session.Needs;
import perennial.admin.table.TableQuery;
import perennial.monitoring.MonitoringWindow;
import perennial.registry.monitoring.WindowReport;

/** One model's windows. */
@Controller("/models/{model}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Needs(Access.VIEWER)
final class DriftController {
  private static final String STOCKS = "stocks";

  private final DriftView view;
  private final Pages pages;

  DriftController(DriftView view, Pages pages) {
    this.view = view;
    this.pages = pages;
  }

  @Get("/drift")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> drift(
      HttpRequest<?> request,
      @PathVariable String model,
      @QueryValue(defaultValue = "week") String period,
      @QueryValue(defaultValue = "") String start) {
    DriftPage page =
        view.read(
            model,
            window(model, period, start),
            TableQuery.of(request, "period", "start"),
            TableQuery.named(STOCKS, request, "period", "start"));
    PageHead head =
        PageHead.of("Drift of " + model, "/drift", "Drift")
            .under(new Link(model, Link.model(model)))
            .data(page.window() == null ? "" : page.window().json());
    return pages.html(request, head, "drift/drift", page);
  }

  @Get("/drift.json")
  @Produces(MediaType.APPLICATION_JSON)
  HttpResponse<?> json(
      @PathVariable String model,
      @QueryValue(defaultValue = "week") String period,
      @QueryValue(defaultValue = "") String start) {
    return DataFile.json(report(model, period, start));
  }

  /**
   * @param table {@code stocks}, {@code mix} or {@code quality}; all features without one
   */
  @Get("/drift.csv")
  @Produces("text/csv")
  StreamedFile csv(
      HttpRequest<?> request,
      @PathVariable String model,
      @QueryValue(defaultValue = "week") String period,
      @QueryValue(defaultValue = "") String start,
      @QueryValue(defaultValue = "") String table) {
    WindowReport r = report(model, period, start);
    String name =
        "%s-%s-%s".formatted(table.isEmpty() ? "drift" : table, model, r.window().start());
    TableQuery query = TableQuery.named(table, request);
    return switch (table) {
      case "" -> DriftTables.MEASURES.csv(name, query, r.measures());
      case STOCKS ->
          DriftTables.MEASURES.csv(
              name, query, r.measures().stream().filter(m -> !m.role().alerts()).toList());
      case "mix" -> DriftTables.MIX.csv(name, query, r.mix());
      case "quality" -> DriftTables.QUALITY.csv(name, query, List.copyOf(r.quality().entrySet()));
      default -> throw new NotFound("a window has no table '%s'".formatted(table));
    };
  }

  private WindowReport report(String model, String period, String start) {
    MonitoringWindow window = window(model, period, start);
    return view.report(model, window)
        .orElseThrow(() ->
            new NotFound("no window of %s was measured on %s".formatted(model, window.start())));
  }

  private MonitoringWindow window(String model, String period, String start) {
    return view.window(
        model, Days.period(period), start.isBlank() ? null : Days.parse("start", start));
  }
}
