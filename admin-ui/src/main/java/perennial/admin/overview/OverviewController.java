package perennial.admin.overview;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import perennial.admin.model.Served;
import perennial.admin.page.PageHead;
import perennial.admin.page.Pages;
import perennial.admin.session.Access;
import perennial.admin.session.Needs;
import perennial.admin.table.TableQuery;

/** The first page. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.TEXT_HTML)
@Needs(Access.VIEWER)
final class OverviewController {
  private final Overview overview;
  private final Pages pages;

  OverviewController(Overview overview, Pages pages) {
    this.overview = overview;
    this.pages = pages;
  }

  @Get
  HttpResponse<?> overview(HttpRequest<?> request) {
    PageHead head = PageHead.of("Overview", "/", "Overview").api("ListModels", "{}");
    return pages.html(
        request,
        head,
        "overview/overview",
        overview.read(table(request, "served"), table(request, "servers")));
  }

  @Get("/overview/served.csv")
  @Produces("text/csv")
  StreamedFile served(HttpRequest<?> request) {
    return Served.CHAMPIONS.csv("served", table(request, "served"), overview.served());
  }

  @Get("/overview/servers.csv")
  @Produces("text/csv")
  StreamedFile servers(HttpRequest<?> request) {
    return Reported.TABLE.csv("servers", table(request, "servers"), overview.reported());
  }

  private static TableQuery table(HttpRequest<?> request, String name) {
    return TableQuery.named(name, request).at("/", "/overview/%s.csv".formatted(name));
  }
}
