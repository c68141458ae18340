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
import perennial.admin.page.DataFile;
import perennial.admin.page.Days;
import perennial.admin.page.Link;
import perennial.admin.page.Names;
import perennial.admin.page.PageHead;
import perennial.admin.page.Pages;
import perennial.admin.session.Access;
import perennial.admin.session.Needs;
import perennial.admin.table.TableQuery;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Segment;

/** One feature of one segment, at an address that can be kept. */
@Controller("/models/{model}/drift")
@ExecuteOn(TaskExecutors.BLOCKING)
@Needs(Access.VIEWER)
final class FeatureController {
  private final DriftView drift;
  private final FeatureView view;
  private final Pages pages;

  FeatureController(DriftView drift, FeatureView view, Pages pages) {
    this.drift = drift;
    this.view = view;
    this.pages = pages;
  }

  @Get("/feature")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> feature(
      HttpRequest<?> request,
      @PathVariable String model,
      @QueryValue String feature,
      @QueryValue(defaultValue = "") String dimension,
      @QueryValue(defaultValue = "") String value,
      @QueryValue(defaultValue = "week") String period,
      @QueryValue(defaultValue = "") String start) {
    MonitoringWindow window = window(model, period, start);
    FeaturePage page =
        view.read(model, window, feature, new Segment(dimension, value), query(request));
    PageHead head =
        PageHead.of(Names.feature(feature) + " of " + model, "/drift", Names.feature(feature))
            .under(new Link(model, Link.model(model)), new Link("Drift", Link.drift(model, window)))
            .data(page.json());
    return pages.html(request, head, "drift/feature", page);
  }

  @Get("/feature.json")
  @Produces(MediaType.APPLICATION_JSON)
  HttpResponse<?> json(
      @PathVariable String model,
      @QueryValue String feature,
      @QueryValue(defaultValue = "") String dimension,
      @QueryValue(defaultValue = "") String value,
      @QueryValue(defaultValue = "week") String period,
      @QueryValue(defaultValue = "") String start) {
    MonitoringWindow window = window(model, period, start);
    return DataFile.json(view.history(model, window, feature, new Segment(dimension, value)));
  }

  @Get("/feature.csv")
  @Produces("text/csv")
  StreamedFile csv(
      HttpRequest<?> request,
      @PathVariable String model,
      @QueryValue String feature,
      @QueryValue(defaultValue = "") String dimension,
      @QueryValue(defaultValue = "") String value,
      @QueryValue(defaultValue = "week") String period,
      @QueryValue(defaultValue = "") String start) {
    MonitoringWindow window = window(model, period, start);
    return DriftTables.PAST.csv(
        "feature-" + model,
        query(request),
        view.history(model, window, feature, new Segment(dimension, value)));
  }

  private static TableQuery query(HttpRequest<?> request) {
    return TableQuery.of(request, "feature", "dimension", "value", "period", "start");
  }

  private MonitoringWindow window(String model, String period, String start) {
    return drift.window(
        model, Days.period(period), start.isBlank() ? null : Days.parse("start", start));
  }
}
