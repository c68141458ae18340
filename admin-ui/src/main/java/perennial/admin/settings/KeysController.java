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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.FormErrors;
import perennial.admin.page.Formats;
import perennial.admin.page.NotFound;
import perennial.admin.session.Access;
import perennial.admin.session.Form;
import perennial.admin.session.Needs;
import perennial.admin.session.Reason;
import perennial.admin.session.ShownOnce;
import perennial.admin.session.SignedIn;
import perennial.admin.table.Column;
import perennial.admin.table.Table;
import perennial.admin.table.TableQuery;
import perennial.registry.Accounts;
import perennial.registry.ApiKey;
import perennial.registry.KeyScope;

/** The keys of programs: issued with scopes, shown once, revoked with a reason. */
@Controller("/settings")
@ExecuteOn(TaskExecutors.BLOCKING)
@Needs(Access.ADMIN)
final class KeysController {
  private static final String PATH = "/settings/keys";
  private static final Table<ApiKey> TABLE =
      Table.of(
          "key",
          "keys",
          Column.text("name", "Name", ApiKey::name),
          Column.text("scopes", "Allows", KeysController::scopes),
          Column.text("since", "Issued", ApiKey::createdAt),
          Column.text("by", "By", ApiKey::createdBy));

  private final Accounts accounts;
  private final Formats formats;
  private final Desk desk;

  KeysController(Accounts accounts, Formats formats, Desk desk) {
    this.accounts = accounts;
    this.formats = formats;
    this.desk = desk;
  }

  @Needs(Access.VIEWER)
  @Get("/keys")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> list(HttpRequest<?> request, @QueryValue(defaultValue = "") String done) {
    ShownOnce secret = desk.revealed(request, "key").orElse(null);
    return show(request, Said.of(secret, done), NewKey.BLANK, Revoke.NONE);
  }

  @Needs(Access.VIEWER)
  @Get("/keys.csv")
  @Produces("text/csv")
  StreamedFile csv(HttpRequest<?> request) {
    return TABLE.csv("keys", TableQuery.of(request), accounts.keys());
  }

  @Post("/keys")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> issue(HttpRequest<?> request, @Nullable @Body Map<String, Object> fields) {
    NewKey typed = NewKey.of(Form.verified(request, fields));
    FormErrors errors = typed.errors(accounts.keys());
    if (!errors.isEmpty()) {
      return show(request, Said.wrong(errors), typed, Revoke.NONE);
    }
    String key = accounts.issueKey(typed.name(), typed.scopes(), SignedIn.of(request).user());
    return desk.reveal(PATH, new ShownOnce("key", typed.name(), key));
  }

  @Post("/keys/revoke")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> revoke(HttpRequest<?> request, @Nullable @Body Map<String, Object> fields) {
    Form form = Form.verified(request, fields);
    Revoke typed = new Revoke(form.text("name"), Reason.of(form).text());
    FormErrors errors = FormErrors.NONE.with(typed.field(), new Reason(typed.reason()).error());
    if (!errors.isEmpty()) {
      return show(request, Said.wrong(errors), NewKey.BLANK, typed);
    }
    if (!accounts.revokeKey(typed.name(), SignedIn.of(request).user(), typed.reason())) {
      throw new NotFound("no live key '%s'".formatted(typed.name()));
    }
    return Desk.done(PATH, "revoked");
  }

  /** That a key is to go, as typed. */
  private record Revoke(String name, String reason) {
    static final Revoke NONE = new Revoke("", "");

    String field() {
      return "why-" + name;
    }
  }

  private HttpResponse<?> show(HttpRequest<?> request, Said said, NewKey typed, Revoke revoke) {
    List<ApiKey> keys = accounts.keys();
    KeysPage page =
        new KeysPage(
            keys.isEmpty()
                ? "No program has a key"
                : Formats.count(keys.size(), "key is live", "keys are live"),
            TABLE.view(TableQuery.of(request), keys, k -> row(k, revoke)),
            Arrays.stream(KeyScope.values())
                .map(s -> new KeysPage.Scope(s.text(), allows(s), typed.scopes().contains(s)))
                .toList(),
            said.secret(),
            said.note(),
            said.errors(),
            typed.name());
    return desk.forgetting(
        desk.page(request, "API keys", "keys", said.errors(), page), said.secret());
  }

  private KeysPage.Row row(ApiKey key, Revoke revoke) {
    boolean refused = key.name().equals(revoke.name());
    return new KeysPage.Row(
        key.name(),
        scopes(key),
        formats.when(key.createdAt()),
        key.createdBy(),
        refused,
        refused ? revoke.reason() : "");
  }

  private static String scopes(ApiKey key) {
    return key.scopes().stream().sorted().map(KeyScope::text).collect(Collectors.joining(", "));
  }

  private static String allows(KeyScope scope) {
    return switch (scope) {
      case PREDICT -> "predictions, and the state of a customer";
      case EVENTS -> "recording what customers do";
      case REGISTRY -> "changes of deployments";
      case ADMIN -> "exporting, erasing and readmitting customers";
    };
  }
}
