package perennial.admin.page;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.admin.session.SignedIn;

/** Turns every failure into a page that says what happened and what to do. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.TEXT_HTML)
final class ErrorController {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorController.class);

  private final Pages pages;

  ErrorController(Pages pages) {
    this.pages = pages;
  }

  @Error(global = true)
  HttpResponse<?> failed(HttpRequest<?> request, Throwable e) {
    Failure failure = Failure.of(e);
    String requestId = null;
    if (failure.status().getCode() >= 500) {
      requestId = UUID.randomUUID().toString().substring(0, 8);
      LOG.error("request {}: {} {} failed", requestId, request.getMethod(), request.getPath(), e);
    }
    return page(request, failure, requestId);
  }

  @Error(status = HttpStatus.NOT_FOUND, global = true)
  HttpResponse<?> notFound(HttpRequest<?> request) {
    return page(request, Failure.of(HttpStatus.NOT_FOUND), null);
  }

  @Error(status = HttpStatus.METHOD_NOT_ALLOWED, global = true)
  HttpResponse<?> notAllowed(HttpRequest<?> request) {
    return page(request, Failure.of(HttpStatus.METHOD_NOT_ALLOWED), null);
  }

  @Error(status = HttpStatus.UNSUPPORTED_MEDIA_TYPE, global = true)
  HttpResponse<?> unsupported(HttpRequest<?> request) {
    return page(request, Failure.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE), null);
  }

  @Error(status = HttpStatus.REQUEST_ENTITY_TOO_LARGE, global = true)
  HttpResponse<?> tooLarge(HttpRequest<?> request) {
    return page(request, Failure.of(HttpStatus.REQUEST_ENTITY_TOO_LARGE), null);
  }

  private HttpResponse<?> page(
      HttpRequest<?> request, Failure failure, @Nullable String requestId) {
    Link way =
        SignedIn.maybe(request).isPresent()
            ? new Link("Go to the overview", "/")
            : new Link("Go to the sign-in page", "/login");
    ErrorPage page =
        new ErrorPage(
            failure.status().getCode(), failure.title(), failure.detail(), List.of(way), requestId);
    try {
      return pages.error(request, failure.status(), failure.title(), page);
    } catch (RuntimeException e) { // the error page itself is broken: still answer
      LOG.error("rendering an error page failed", e);
      return HttpResponse.status(failure.status())
          .contentType(MediaType.TEXT_PLAIN_TYPE)
          .body(failure.title());
    }
  }
}
