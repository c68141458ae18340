package perennial.admin.accuracy;

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
import java.net.URI;
import perennial.admin.page.DataFile;
import perennial.admin.page.Link;
import perennial.admin.page.NotFound;
import perennial.admin.page.PageHead;
import perennial.admin.page.Pages;
import perennial.admin.session.Access;
import perennial.admin.session.Needs;
import perennial.admin.table.TableQuery;
import perennial.registry.monitoring.AccuracyReport;

/** Accuracy on matured labels. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
@Needs(Access.VIEWER)
final class AccuracyController {
  private final AccuracyView view;
  private final AccuracyIndex index;
  private final Pages pages;

  AccuracyController(AccuracyView view, AccuracyIndex index, Pages pages) {
    this.view = view;
    this.index = index;
    this.pages = pages;
  }

  @Get("/accuracy")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> index(HttpRequest<?> request, @QueryValue(defaultValue = "") String model) {
    return model.isBlank()
        ? pages.html(
            request,
            PageHead.of("Accuracy", "/accuracy", "Accuracy"),
            "accuracy/index",
            index.read(TableQuery.of(request)))
        : HttpResponse.seeOther(URI.create(Link.accuracy(model.strip())));
  }

  @Get("/accuracy.csv")
  @Produces("text/csv")
  StreamedFile indexCsv(HttpRequest<?> request) {
    return AccuracyIndexPage.TABLE.csv("accuracy", TableQuery.of(request), index.rows());
  }

  @Get("/models/{model}/accuracy")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> accuracy(
      HttpRequest<?> request,
      @PathVariable String model,
      @QueryValue(defaultValue = "0") long version,
      @QueryValue(defaultValue = "0") int weeks) {
    AccuracyPage page = view.read(model, version, weeks, query(request));
    PageHead head =
        PageHead.of("Accuracy of " + model, "/accuracy", "Accuracy")
            .under(new Link(model, Link.model(model)))
            .data(page.json());
    return pages.html(request, head, "accuracy/accuracy", page);
  }

  @Get("/models/{model}/accuracy.json")
  @Produces(MediaType.APPLICATION_JSON)
  HttpResponse<?> json(@PathVariable String model, @QueryValue(defaultValue = "0") long version) {
    return DataFile.json(report(model, version));
  }

  /**
   * @param table {@code segments} for those of the chosen weeks; everything without one
   */
  @Get("/models/{model}/accuracy.csv")
  @Produces("text/csv")
  StreamedFile csv(
      HttpRequest<?> request,
      @PathVariable String model,
      @QueryValue(defaultValue = "0") long version,
      @QueryValue(defaultValue = "0") int weeks,
      @QueryValue(defaultValue = "") String table) {
    AccuracyReport r = report(model, version);
    String name = "accuracy-%s-v%d".formatted(model, r.version());
    return table.equals(AccuracyView.SEGMENTS)
        ? AccuracyTable.TABLE.csv(name, query(request), view.segments(r, weeks))
        : AccuracyTable.TABLE.csv(name, TableQuery.of(request), r.accuracies());
  }

  private static TableQuery query(HttpRequest<?> request) {
    return TableQuery.named(AccuracyView.SEGMENTS, request, "version", "weeks");
  }

  private AccuracyReport report(String model, long version) {
    return view.report(model, version)
        .orElseThrow(() -> new NotFound("no prediction of %s has matured yet".formatted(model)));
  }
}
