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
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.Formats;
import perennial.admin.page.NotFound;
import perennial.admin.session.Access;
import perennial.admin.session.Form;
import perennial.admin.session.Needs;
import perennial.admin.session.Reason;
import perennial.admin.session.ShownOnce;
import perennial.admin.session.SignedIn;
import perennial.admin.settings.UsersView.Said;
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
    return show(request, new Said(secret, Notes.of(done), null), "");
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
    Form form = Form.verified(request, fields);
    String name = form.text("name").strip();
    if (accounts.keys().stream().anyMatch(k -> k.name().equals(name))) {
      return show(
          request,
          Said.wrong("There is a key of this name; revoke it first, or take another."),
          name);
    }
    Set<KeyScope> scopes = EnumSet.noneOf(KeyScope.class);
    for (KeyScope scope : KeyScope.values()) {
      if (!form.text("scope-" + scope.text()).isEmpty()) {
        scopes.add(scope);
      }
    }
    try {
      String key = accounts.issueKey(name, scopes, SignedIn.of(request).user());
      return desk.reveal(PATH, new ShownOnce("key", name, key));
    } catch (IllegalArgumentException e) {
      return show(request, Said.wrong(Errors.sentence(e)), name);
    }
  }

  @Post("/keys/revoke")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> revoke(HttpRequest<?> request, @Nullable @Body Map<String, Object> fields) {
    Form form = Form.verified(request, fields);
    String name = form.text("name");
    Reason reason = Reason.of(form);
    Optional<String> error = reason.error();
    if (error.isPresent()) {
      return show(request, Said.wrong(error.get()), "");
    }
    if (!accounts.revokeKey(name, SignedIn.of(request).user(), reason.text())) {
      throw new NotFound("no live key '%s'".formatted(name));
    }
    return Desk.done(PATH, "revoked");
  }

  private HttpResponse<?> show(HttpRequest<?> request, Said said, String name) {
    List<ApiKey> keys = accounts.keys();
    KeysPage page =
        new KeysPage(
            keys.isEmpty()
                ? "No program has a key"
                : Formats.count(keys.size(), "key is live", "keys are live"),
            TABLE.view(TableQuery.of(request), keys, this::row),
            Arrays.stream(KeyScope.values())
                .map(s -> new KeysPage.Scope(s.text(), allows(s)))
                .toList(),
            said.secret(),
            said.note(),
            said.error(),
            name);
    return desk.forgetting(
        desk.page(request, "API keys", "keys", said.error(), page), said.secret());
  }

  private KeysPage.Row row(ApiKey key) {
    return new KeysPage.Row(
        key.name(), scopes(key), formats.when(key.createdAt()), key.createdBy());
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
