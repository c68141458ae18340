package perennial.admin.settings;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.FormErrors;
import perennial.admin.page.Prose;
import perennial.admin.session.Access;
import perennial.admin.session.Form;
import perennial.admin.session.Needs;
import perennial.admin.session.ShownOnce;
import perennial.admin.session.SignedIn;
import perennial.admin.table.TableQuery;
import perennial.registry.webhooks.Webhook;
import perennial.registry.webhooks.Webhooks;

/** The list of webhooks, and new ones. */
@Controller("/settings")
@ExecuteOn(TaskExecutors.BLOCKING)
@Needs(Access.VIEWER)
final class WebhooksController {
  private final Webhooks webhooks;
  private final WebhooksView view;
  private final Desk desk;

  WebhooksController(Webhooks webhooks, WebhooksView view, Desk desk) {
    this.webhooks = webhooks;
    this.view = view;
    this.desk = desk;
  }

  @Get("/webhooks")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> list(HttpRequest<?> request, @QueryValue(defaultValue = "") String done) {
    ShownOnce secret = desk.revealed(request, "webhook").orElse(null);
    return show(request, Said.of(secret, done), "", Set.of());
  }

  @Get("/webhooks.csv")
  @Produces("text/csv")
  StreamedFile csv(HttpRequest<?> request) {
    boolean admin = SignedIn.of(request).rights().admin();
    return WebhooksView.table(admin).csv("webhooks", TableQuery.of(request), view.webhooks());
  }

  @Needs(Access.ADMIN)
  @Post("/webhooks")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> create(HttpRequest<?> request, @Nullable @Body Map<String, Object> fields) {
    Form form = Form.verified(request, fields);
    String url = form.text("url").strip();
    Set<String> events =
        Webhook.EVENTS.stream()
            .filter(e -> !form.text("event-" + e).isEmpty())
            .collect(Collectors.toSet());
    try {
      var created = webhooks.create(url, events, SignedIn.of(request).user());
      return desk.reveal(
          WebhooksView.PATH, new ShownOnce("webhook", created.webhook().url(), created.secret()));
    } catch (IllegalArgumentException e) {
      String why = Prose.sentence(String.valueOf(e.getMessage()));
      FormErrors errors = FormErrors.NONE.with("url", Optional.of(why));
      return show(request, Said.wrong(errors), url, events);
    }
  }

  private HttpResponse<?> show(HttpRequest<?> request, Said said, String url, Set<String> events) {
    boolean admin = SignedIn.of(request).rights().admin();
    WebhooksPage page = view.all(TableQuery.of(request), said, url, events, admin);
    return desk.forgetting(
        desk.page(request, "Webhooks", "webhooks", said.errors(), page), said.secret());
  }
}
