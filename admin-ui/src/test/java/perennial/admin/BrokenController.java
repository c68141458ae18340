package perennial.admin;

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

/** A page whose template fails half-way: it is handed something that has none of its fields. */
@Controller(BrokenController.PATH)
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.TEXT_HTML)
@Needs(Access.VIEWER)
final class BrokenController {
  static final String PATH = "/broken";

  private final Pages pages;

  BrokenController(Pages pages) {
    this.pages = pages;
  }

  @Get
  HttpResponse<?> broken(HttpRequest<?> request) {
    return pages.html(request, PageHead.of("Broken", PATH, "Broken"), "audit/audit", "no page");
  }
}
