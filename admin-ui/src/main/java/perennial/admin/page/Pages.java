package perennial.admin.page;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import perennial.admin.page.Frame.NavGroup;
import perennial.admin.session.SecurityHeaders;
import perennial.admin.session.SignedIn;

/**
 * Renders pages. A page is rendered whole before its response begins, so that an error in a
 * template is an exception like any other and never half a page.
 */
public final class Pages {
  private static final MediaType HTML = MediaType.of("text/html; charset=utf-8");

  private final TemplateEngine engine;
  private final Assets assets;
  private final Navigation navigation;
  private final String apiAddress;

  /**
   * @param engine of micronaut-views, used directly: its filter renders while the response is
   *     written, too late for an error page
   */
  public Pages(TemplateEngine engine, Assets assets, Navigation navigation, String apiAddress) {
    this.engine = engine;
    this.assets = assets;
    this.navigation = navigation;
    this.apiAddress = apiAddress;
  }

  /** A page for somebody who is signed in. */
  public MutableHttpResponse<String> html(
      HttpRequest<?> request, PageHead head, String view, Object page) {
    return html(request, HttpStatus.OK, head, view, page);
  }

  /** The same with another status. */
  public MutableHttpResponse<String> html(
      HttpRequest<?> request, HttpStatus status, PageHead head, String view, Object page) {
    SignedIn who = SignedIn.of(request);
    PageHead said = status.getCode() >= 400 ? head.notDone() : head;
    MutableHttpResponse<String> response =
        respond(status, view, frame(said, who, navigation.of(head)), page);
    return head.refreshes() ? SecurityHeaders.allowOurScript(response) : response;
  }

  /** A fragment of a view, without anything around it. */
  public MutableHttpResponse<String> part(
      HttpStatus status, String view, String fragment, Object page) {
    Context context = new Context(Locale.UK);
    context.setVariable("page", page);
    return HttpResponse.<String>status(status)
        .contentType(HTML)
        .body(engine.process(view, Set.of(fragment), context).strip());
  }

  /** A page that needs neither a session nor the registry. */
  public MutableHttpResponse<String> bare(
      HttpStatus status, String title, String csrf, String view, Object page) {
    Frame frame =
        new Frame(
            title,
            null,
            null,
            csrf,
            assets.stylesheet(),
            assets.icon(),
            List.of(),
            List.of(),
            title,
            null,
            null,
            null);
    return respond(status, view, frame, page);
  }

  /** An error page: with the navigation when somebody is signed in, never asking the registry. */
  public MutableHttpResponse<String> error(
      HttpRequest<?> request, HttpStatus status, String title, Object page) {
    Optional<SignedIn> who = SignedIn.maybe(request);
    if (who.isEmpty() || who.get().mustChangePassword()) {
      return bare(status, title, "", "error/error", page);
    }
    PageHead head = PageHead.of(title, "", title);
    return respond(status, "error/error", frame(head, who.get(), Navigation.blind(head)), page);
  }

  private MutableHttpResponse<String> respond(
      HttpStatus status, String view, Frame frame, Object page) {
    Context context = new Context(Locale.UK);
    context.setVariable("frame", frame);
    context.setVariable("page", page);
    return HttpResponse.<String>status(status)
        .contentType(HTML)
        .body(engine.process(view, context));
  }

  private Frame frame(PageHead head, SignedIn who, List<NavGroup> nav) {
    return new Frame(
        head.title(),
        who.user(),
        who.rights(),
        who.csrf(),
        assets.stylesheet(),
        assets.icon(),
        nav,
        head.crumbs(),
        head.here(),
        apiCall(head),
        head.data(),
        head.refreshes() ? assets.script() : null);
  }

  private @Nullable String apiCall(PageHead head) {
    return head.apiMethod() == null
        ? null
        : "grpcurl -plaintext -d '%s' %s perennial.api.v1.RegistryService/%s"
            .formatted(head.apiRequest(), apiAddress, head.apiMethod());
  }
}
