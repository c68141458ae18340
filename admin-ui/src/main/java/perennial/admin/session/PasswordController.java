package perennial.admin.session;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.FormErrors;
import perennial.admin.page.PageHead;
import perennial.admin.page.Pages;
import perennial.admin.page.Prose;
import perennial.registry.Accounts;

/** Sets a new password: demanded after a one-time password, offered otherwise. */
@Controller("/password")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.TEXT_HTML)
@Needs(Access.VIEWER)
final class PasswordController {
  private final Accounts accounts;
  private final Cookies cookies;
  private final Pages pages;

  PasswordController(Accounts accounts, Cookies cookies, Pages pages) {
    this.accounts = accounts;
    this.cookies = cookies;
    this.pages = pages;
  }

  @Get
  HttpResponse<?> form(HttpRequest<?> request) {
    return show(request, HttpStatus.OK, FormErrors.NONE);
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> change(HttpRequest<?> request, @Nullable @Body Map<String, Object> fields) {
    Form form = Form.verified(request, fields);
    SignedIn who = SignedIn.of(request);
    String wanted = form.text("new-password");
    FormErrors errors =
        FormErrors.NONE
            .with("current-password", currentError(who, form))
            .with("new-password-again", againError(form, wanted));
    if (errors.isEmpty()) {
      errors = errors.with("new-password", changeError(who, wanted));
    }
    if (!errors.isEmpty()) {
      return show(request, HttpStatus.UNPROCESSABLE_ENTITY, errors);
    }
    accounts.endSession(who.token());
    String token = accounts.startSession(who.user(), cookies.sessionLifetime());
    return HttpResponse.seeOther(URI.create("/")).cookie(cookies.newSession(token));
  }

  private Optional<String> currentError(SignedIn who, Form form) {
    boolean mustKnow = !who.mustChangePassword();
    return mustKnow && accounts.authenticate(who.user(), form.text("current-password")).isEmpty()
        ? TooManyTries.words(accounts, who.user())
            .or(() -> Optional.of("The current password is not right."))
        : Optional.empty();
  }

  private static Optional<String> againError(Form form, String wanted) {
    return wanted.equals(form.text("new-password-again"))
        ? Optional.empty()
        : Optional.of("The two new passwords are not the same.");
  }

  /** Changes it; says why when it was not. */
  private Optional<String> changeError(SignedIn who, String wanted) {
    try {
      accounts.changePassword(who.user(), wanted);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(Prose.sentence(String.valueOf(e.getMessage())));
    }
  }

  private HttpResponse<?> show(HttpRequest<?> request, HttpStatus status, FormErrors errors) {
    SignedIn who = SignedIn.of(request);
    PasswordPage page = new PasswordPage(who.user(), who.mustChangePassword(), errors);
    return who.mustChangePassword()
        ? pages.bare(status, "Choose a password", who.csrf(), "session/password", page)
        : pages.html(
            request,
            status,
            PageHead.of("Change password", "/password", "Change password"),
            "session/password",
            page);
  }
}
