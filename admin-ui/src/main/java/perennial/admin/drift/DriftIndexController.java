package perennial.admin.drift;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import perennial.admin.page.Link;
import perennial.admin.page.PageHead;
import perennial.admin.page.Pages;
import perennial.admin.session.Access;
import perennial.admin.session.Needs;

/** All models' newest windows; leads on where a model is named. */
@Controller("/drift")
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

  @Get
  HttpResponse<?> index(HttpRequest<?> request, @QueryValue(defaultValue = "") String model) {
    return model.isBlank()
        ? pages.html(request, PageHead.of("Drift", "/drift", "Drift"), "drift/index", index.read())
        : HttpResponse.seeOther(URI.create(Link.drift(model.strip())));
  }
}
