package perennial.admin.playground;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
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

/** One prediction by hand. It changes nothing, so its address holds the whole question. */
@Controller("/playground")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.TEXT_HTML)
@Needs(Access.VIEWER)
final class PlaygroundController {
  private final PlaygroundView view;
  private final Pages pages;

  PlaygroundController(PlaygroundView view, Pages pages) {
    this.view = view;
    this.pages = pages;
  }

  @Get
  HttpResponse<?> playground(HttpRequest<?> request) {
    PlaygroundPage page = view.read(Fields.of(request.getParameters()));
    HttpStatus status = page.errors().isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_ENTITY;
    PageHead head = PageHead.of("Playground", "/playground", "Playground");
    return pages.html(request, status, head, "playground/playground", page);
  }
}
