package perennial.admin.settings;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
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
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.FormErrors;
import perennial.admin.page.Prose;
import perennial.admin.session.Access;
import perennial.admin.session.Form;
import perennial.admin.session.Needs;
import perennial.admin.session.ShownOnce;
import perennial.admin.session.SignedIn;
import perennial.admin.table.TableQuery;
import perennial.registry.Users;

/** The list of users, and new ones. */
@Controller("/settings")
@ExecuteOn(TaskExecutors.BLOCKING)
@Needs(Access.VIEWER)
final class UsersController {
  private final Users users;
  private final UsersView view;
  private final Desk desk;

  UsersController(Users users, UsersView view, Desk desk) {
    this.users = users;
    this.view = view;
    this.desk = desk;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> settings() {
    return HttpResponse.seeOther(URI.create(UsersView.PATH));
  }

  @Get("/users")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> list(HttpRequest<?> request, @QueryValue(defaultValue = "") String done) {
    ShownOnce secret = desk.revealed(request, "password").orElse(null);
    return desk.forgetting(show(request, Said.of(secret, done), NewUser.BLANK), secret);
  }

  @Get("/users.csv")
  @Produces("text/csv")
  StreamedFile csv(HttpRequest<?> request) {
    return UsersView.TABLE.csv("users", TableQuery.of(request), view.members());
  }

  @Needs(Access.ADMIN)
  @Post("/users")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> create(HttpRequest<?> request, @Nullable @Body Map<String, Object> fields) {
    NewUser typed = NewUser.of(Form.verified(request, fields));
    FormErrors errors = typed.errors(users);
    if (errors.isEmpty()) {
      try {
        String password = users.create(typed.name(), typed.roleOf(), SignedIn.of(request).user());
        return desk.reveal(UsersView.PATH, new ShownOnce("password", typed.name(), password));
      } catch (IllegalArgumentException e) { // somebody else was faster
        errors = errors.with("name", Optional.of(Prose.sentence(String.valueOf(e.getMessage()))));
      }
    }
    return show(request, Said.wrong(errors), typed);
  }

  private MutableHttpResponse<String> show(HttpRequest<?> request, Said said, NewUser typed) {
    UsersPage page = view.all(TableQuery.of(request), said, typed);
    return desk.page(request, "Users", "users", said.errors(), page);
  }
}
