package perennial.admin.overview;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import perennial.admin.page.PageHead;
import perennial.admin.page.Pages;
import perennial.admin.session.Access;
import perennial.admin.session.Needs;

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
    return pages.html(request, head, "overview/overview", overview.read());
  }
}
