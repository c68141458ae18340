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
import perennial.admin.page.FormErrors;
import perennial.admin.page.Prose;
import perennial.admin.session.Access;
import perennial.admin.session.Form;
import perennial.admin.session.Needs;
import perennial.admin.session.Reason;
import perennial.admin.session.ShownOnce;
import perennial.admin.session.SignedIn;
import perennial.admin.settings.UsersView.Typed;
import perennial.registry.LastAdmin;
import perennial.registry.Role;
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
    UserPage page = view.one(name, Said.of(secret, done), Typed.NOTHING);
    return desk.forgetting(desk.page(request, name, "user", FormErrors.NONE, page), secret);
  }

  @Post("/role")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> role(
      HttpRequest<?> request,
      @PathVariable String name,
      @Nullable @Body Map<String, Object> fields) {
    Form form = Form.verified(request, fields);
    String role = form.text("role").strip();
    return act(
        request,
        name,
        new Typed("role", role, Reason.of(form).text()),
        FormErrors.NONE.with("role", NewUser.roleError(role)),
        (actor, why) -> {
          users.changeRole(name, Role.of(role).orElseThrow(), actor, why);
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
        typed("disabled", form),
        FormErrors.NONE,
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
        typed("password", Form.verified(request, fields)),
        FormErrors.NONE,
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
        typed("delete", Form.verified(request, fields)),
        FormErrors.NONE,
        (actor, why) -> {
          users.delete(name, actor, why);
          return Desk.done(UsersView.PATH, "deleted");
        });
  }

  private static Typed typed(String act, Form form) {
    return new Typed(act, "", Reason.of(form).text());
  }

  private HttpResponse<?> act(
      HttpRequest<?> request,
      String name,
      Typed typed,
      FormErrors before,
      BiFunction<String, String, HttpResponse<?>> work) {
    String why = "why-" + typed.act();
    FormErrors errors = before.with(why, new Reason(typed.reason()).error());
    if (errors.isEmpty()) {
      try {
        return work.apply(SignedIn.of(request).user(), typed.reason());
      } catch (LastAdmin e) {
        errors = errors.with(why, Optional.of(Prose.sentence(String.valueOf(e.getMessage()))));
      }
    }
    UserPage page = view.one(name, Said.wrong(errors), typed);
    return desk.page(request, name, "user", errors, page);
  }
}
