package perennial.admin.drift;

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
import java.net.URI;
import perennial.admin.page.Link;
import perennial.admin.page.PageHead;
import perennial.admin.page.Pages;
import perennial.admin.session.Access;
import perennial.admin.session.Needs;
import perennial.admin.table.TableQuery;

/** All models' newest windows; leads on where a model is named. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.TEXT_HTML)
@Needs(Access.VIEWER)
final class DriftIndexController {
  private final DriftIndex index;
  private final Pages pages;

  DriftIndexController(DriftIndex index, Pages pages) {
    this.index = index;
    this.pages = pages;
  }

  @Get("/drift")
  HttpResponse<?> index(HttpRequest<?> request, @QueryValue(defaultValue = "") String model) {
    return model.isBlank()
        ? pages.html(
            request,
            PageHead.of("Drift", "/drift", "Drift"),
            "drift/index",
            index.read(TableQuery.of(request)))
        : HttpResponse.seeOther(URI.create(Link.drift(model.strip())));
  }

  @Get("/drift.csv")
  @Produces("text/csv")
  StreamedFile csv(HttpRequest<?> request) {
    return DriftIndexPage.TABLE.csv("drift", TableQuery.of(request), index.rows());
  }
}
