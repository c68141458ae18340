package perennial.admin.settings;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.FormErrors;
import perennial.admin.page.Link;
import perennial.admin.page.PageHead;
import perennial.admin.page.Pages;
import perennial.admin.session.Cookies;
import perennial.admin.session.ShownOnce;

/** What the settings' controllers share: their pages, their redirects, and secrets shown once. */
@Singleton
final class Desk {
  private final Pages pages;
  private final Cookies cookies;

  Desk(Pages pages, Cookies cookies) {
    this.pages = pages;
    this.cookies = cookies;
  }

  /** A page of the settings; one with errors was not done. */
  MutableHttpResponse<String> page(
      HttpRequest<?> request, String name, String view, FormErrors errors, Object page) {
    HttpStatus status = errors.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_ENTITY;
    PageHead head = PageHead.of(name, "/settings", name).under(new Link("Settings", "/settings"));
    return pages.html(request, status, head, "settings/" + view, page);
  }

  /** On to a page that says what was done. */
  static MutableHttpResponse<?> done(String path, String note) {
    return HttpResponse.seeOther(URI.create(path + "?" + Link.parameter("done", note)));
  }

  /** On to the page that shows a secret. */
  MutableHttpResponse<?> reveal(String path, ShownOnce secret) {
    return HttpResponse.seeOther(URI.create(path)).cookie(secret.cookie(cookies));
  }

  Optional<ShownOnce> revealed(HttpRequest<?> request, String what) {
    return ShownOnce.of(request, cookies, what);
  }

  /** The page that has shown a secret takes it away from the browser. */
  MutableHttpResponse<String> forgetting(
      MutableHttpResponse<String> response, @Nullable ShownOnce secret) {
    return secret == null ? response : response.cookie(cookies.noShownOnce());
  }
}
