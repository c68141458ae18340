package perennial.admin.settings;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.FormErrors;
import perennial.admin.page.NotFound;
import perennial.admin.session.Access;
import perennial.admin.session.Form;
import perennial.admin.session.Needs;
import perennial.admin.session.Reason;
import perennial.admin.session.SignedIn;
import perennial.admin.settings.UsersView.Typed;
import perennial.admin.table.TableQuery;
import perennial.registry.webhooks.Webhooks;

/** One webhook: its deliveries, off and on, gone. */
@Controller("/settings/webhooks/{id}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Needs(Access.ADMIN)
final class WebhookController {
  private final Webhooks webhooks;
  private final WebhooksView view;
  private final Desk desk;

  WebhookController(Webhooks webhooks, WebhooksView view, Desk desk) {
    this.webhooks = webhooks;
    this.view = view;
    this.desk = desk;
  }

  @Needs(Access.VIEWER)
  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> webhook(
      HttpRequest<?> request, @PathVariable long id, @QueryValue(defaultValue = "") String done) {
    return show(request, id, Said.of(null, done), Typed.NOTHING);
  }

  @Needs(Access.VIEWER)
  @Get("/deliveries.csv")
  @Produces("text/csv")
  StreamedFile csv(HttpRequest<?> request, @PathVariable long id) {
    var unused = view.require(id);
    return DeliveryTable.TABLE.csv(
        "deliveries", TableQuery.of(request), DeliveryTable.listing(webhooks, id));
  }

  @Post("/enabled")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> enabled(
      HttpRequest<?> request, @PathVariable long id, @Nullable @Body Map<String, Object> fields) {
    Form form = Form.verified(request, fields);
    Reason reason = Reason.of(form);
    boolean enabled = form.text("enabled").equals("true");
    if (reason.error().isPresent()) {
      return refused(request, id, "enabled", reason);
    }
    found(id, webhooks.setEnabled(id, enabled, SignedIn.of(request).user(), reason.text()));
    return Desk.done(path(id), enabled ? "enabled" : "switched-off");
  }

  @Post("/delete")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> delete(
      HttpRequest<?> request, @PathVariable long id, @Nullable @Body Map<String, Object> fields) {
    Reason reason = Reason.of(Form.verified(request, fields));
    if (reason.error().isPresent()) {
      return refused(request, id, "delete", reason);
    }
    found(id, webhooks.delete(id, SignedIn.of(request).user(), reason.text()));
    return Desk.done(WebhooksView.PATH, "deleted");
  }

  @Post("/resend")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> resend(
      HttpRequest<?> request, @PathVariable long id, @Nullable @Body Map<String, Object> fields) {
    Form form = Form.verified(request, fields);
    long delivery = form.number("delivery");
    if (!isOf(id, delivery) || !webhooks.resend(delivery, SignedIn.of(request).user())) {
      throw new NotFound("no such message that could be sent again");
    }
    return Desk.done(path(id), "resent");
  }

  private HttpResponse<?> refused(HttpRequest<?> request, long id, String act, Reason reason) {
    FormErrors errors = FormErrors.NONE.with("why-" + act, reason.error());
    return show(request, id, Said.wrong(errors), new Typed(act, "", reason.text()));
  }

  private HttpResponse<?> show(HttpRequest<?> request, long id, Said said, Typed typed) {
    boolean admin = SignedIn.of(request).rights().admin();
    TableQuery query = TableQuery.of(request).at(path(id), path(id) + "/deliveries.csv");
    WebhookPage page = view.one(id, query, said, typed, admin);
    return desk.page(request, "Webhook", "webhook", said.errors(), page);
  }

  private boolean isOf(long webhook, long delivery) {
    return delivery < Long.MAX_VALUE
        && webhooks.deliveries(webhook, delivery + 1, 1).stream().anyMatch(d -> d.id() == delivery);
  }

  private static void found(long id, boolean found) {
    if (!found) {
      throw new NotFound("no webhook %d".formatted(id));
    }
  }

  private static String path(long id) {
    return WebhooksView.PATH + "/" + id;
  }
}
