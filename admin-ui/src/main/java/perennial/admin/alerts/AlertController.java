package perennial.admin.alerts;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.DataFile;
import perennial.admin.page.FormErrors;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.admin.page.PageHead;
import perennial.admin.page.Pages;
import perennial.admin.session.Access;
import perennial.admin.session.Form;
import perennial.admin.session.Needs;
import perennial.admin.session.SignedIn;
import perennial.registry.monitoring.Alerts;

/** One alert's thread, and what a person can do about it. */
@Controller("/alerts/{id}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.TEXT_HTML)
@Needs(Access.VIEWER)
final class AlertController {
  private final Alerts alerts;
  private final AlertView view;
  private final Formats formats;
  private final Pages pages;

  AlertController(Alerts alerts, AlertView view, Formats formats, Pages pages) {
    this.alerts = alerts;
    this.view = view;
    this.formats = formats;
    this.pages = pages;
  }

  @Get
  HttpResponse<?> thread(
      HttpRequest<?> request, @PathVariable long id, @QueryValue(defaultValue = "") String done) {
    return page(request, HttpStatus.OK, view.read(id, note(done)), id);
  }

  @Get("/thread.json")
  @Produces(MediaType.APPLICATION_JSON)
  HttpResponse<?> json(@PathVariable long id) {
    return DataFile.json(view.thread(id));
  }

  @Post("/acknowledge")
  @Needs(Access.ENGINEER)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> acknowledge(
      HttpRequest<?> request, @PathVariable long id, @Nullable @Body Map<String, Object> fields) {
    Form.verified(request, fields);
    view.thread(id); // refuses an unknown one
    return done(id, alerts.acknowledge(id, SignedIn.of(request).user()), "acknowledged");
  }

  @Post("/mute")
  @Needs(Access.ENGINEER)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> mute(
      HttpRequest<?> request, @PathVariable long id, @Nullable @Body Map<String, Object> fields) {
    Form form = Form.verified(request, fields);
    view.thread(id);
    MuteRequest mute = MuteRequest.of(form);
    FormErrors errors = mute.errors(formats);
    if (!errors.isEmpty()) {
      AlertPage page = view.again(id, mute.until(), mute.reason(), errors);
      return page(request, HttpStatus.UNPROCESSABLE_ENTITY, page, id);
    }
    boolean muted = alerts.mute(id, mute.end(formats), SignedIn.of(request).user(), mute.reason());
    return done(id, muted, "muted");
  }

  private static HttpResponse<?> done(long id, boolean did, String what) {
    return HttpResponse.seeOther(URI.create(Link.alert(id) + "?done=" + (did ? what : "too-late")));
  }

  private static @Nullable String note(String done) {
    return switch (done) {
      case "acknowledged" -> "Acknowledged: it is yours now. It stays until a window is calm.";
      case "muted" -> "Muted: no notice and no retraining until then.";
      case "too-late" -> "It is over already; nothing was changed.";
      default -> null;
    };
  }

  private HttpResponse<?> page(HttpRequest<?> request, HttpStatus status, AlertPage page, long id) {
    PageHead head =
        PageHead.of("Alert " + id, "/alerts", "Alert " + id)
            .under(new Link("Alerts", "/alerts"))
            .data(page.json());
    return pages.html(request, status, head, "alerts/alert", page);
  }
}
