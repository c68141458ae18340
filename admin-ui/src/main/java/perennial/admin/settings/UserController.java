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
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import perennial.admin.session.Access;
import perennial.admin.session.Form;
import perennial.admin.session.Needs;
import perennial.admin.session.Reason;
import perennial.admin.session.ShownOnce;
import perennial.admin.session.SignedIn;
import perennial.admin.settings.UsersView.Said;
import perennial.registry.LastAdmin;
import perennial.registry.Users;

/** One user: role, password, whether they may come in at all. Each change with a reason. */
@Controller("/settings/users/{name}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.TEXT_HTML)
@Needs(Access.ADMIN)
final class UserController {
  private final Users users;
  private final UsersView view;
  private final Desk desk;

  UserController(Users users, UsersView view, Desk desk) {
    this.users = users;
    this.view = view;
    this.desk = desk;
  }

  @Needs(Access.VIEWER)
  @Get
  HttpResponse<?> user(
      HttpRequest<?> request,
      @PathVariable String name,
      @QueryValue(defaultValue = "") String done) {
    ShownOnce secret = desk.revealed(request, "new-password").orElse(null);
    UserPage page = view.one(name, new Said(secret, Notes.of(done), null), "");
    return desk.forgetting(desk.page(request, name, "user", null, page), secret);
  }

  @Post("/role")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> role(
      HttpRequest<?> request,
      @PathVariable String name,
      @Nullable @Body Map<String, Object> fields) {
    Form form = Form.verified(request, fields);
    return act(
        request,
        name,
        form,
        (actor, why) -> {
          users.changeRole(name, UsersView.role(form.text("role")), actor, why);
          return Desk.done(UsersView.path(name), "role");
        });
  }

  @Post("/disabled")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> disabled(
      HttpRequest<?> request,
      @PathVariable String name,
      @Nullable @Body Map<String, Object> fields) {
    Form form = Form.verified(request, fields);
    boolean disabled = form.text("disabled").equals("true");
    return act(
        request,
        name,
        form,
        (actor, why) -> {
          users.setDisabled(name, disabled, actor, why);
          return Desk.done(UsersView.path(name), disabled ? "disabled" : "enabled");
        });
  }

  @Post("/password")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> password(
      HttpRequest<?> request,
      @PathVariable String name,
      @Nullable @Body Map<String, Object> fields) {
    return act(
        request,
        name,
        Form.verified(request, fields),
        (actor, why) -> {
          String password = users.resetPassword(name, actor, why);
          return desk.reveal(UsersView.path(name), new ShownOnce("new-password", name, password));
        });
  }

  @Post("/delete")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> delete(
      HttpRequest<?> request,
      @PathVariable String name,
      @Nullable @Body Map<String, Object> fields) {
    return act(
        request,
        name,
        Form.verified(request, fields),
        (actor, why) -> {
          users.delete(name, actor, why);
          return Desk.done(UsersView.PATH, "deleted");
        });
  }

  private HttpResponse<?> act(
      HttpRequest<?> request,
      String name,
      Form form,
      BiFunction<String, String, HttpResponse<?>> work) {
    Reason reason = Reason.of(form);
    Optional<String> error = reason.error();
    if (error.isEmpty()) {
      try {
        return work.apply(SignedIn.of(request).user(), reason.text());
      } catch (LastAdmin e) {
        error = Optional.of(Errors.sentence(e));
      }
    }
    UserPage page = view.one(name, Said.wrong(error.get()), reason.text());
    return desk.page(request, name, "user", error.get(), page);
  }
}
