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
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.PageHead;
import perennial.admin.page.Pages;
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
    return show(request, HttpStatus.OK, null);
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> change(HttpRequest<?> request, @Nullable @Body Map<String, Object> fields) {
    Form form = Form.verified(request, fields);
    SignedIn who = SignedIn.of(request);
    String wanted = form.text("new-password");
    String error = refusal(who, form, wanted);
    if (error != null) {
      return show(request, HttpStatus.UNPROCESSABLE_ENTITY, error);
    }
    try {
      accounts.changePassword(who.user(), wanted);
    } catch (IllegalArgumentException e) {
      return show(request, HttpStatus.UNPROCESSABLE_ENTITY, sentence(e));
    }
    accounts.endSession(who.token());
    String token = accounts.startSession(who.user(), cookies.sessionLifetime());
    return HttpResponse.seeOther(URI.create("/")).cookie(cookies.newSession(token));
  }

  private @Nullable String refusal(SignedIn who, Form form, String wanted) {
    if (!wanted.equals(form.text("new-password-again"))) {
      return "The two new passwords are not the same.";
    }
    boolean mustKnow = !who.mustChangePassword();
    if (mustKnow && accounts.authenticate(who.user(), form.text("current-password")).isEmpty()) {
      return TooManyTries.words(accounts, who.user()).orElse("The current password is not right.");
    }
    return null;
  }

  private HttpResponse<?> show(HttpRequest<?> request, HttpStatus status, @Nullable String error) {
    SignedIn who = SignedIn.of(request);
    PasswordPage page = new PasswordPage(who.user(), who.mustChangePassword(), error);
    return who.mustChangePassword()
        ? pages.bare(status, "Choose a password", who.csrf(), "session/password", page)
        : pages.html(
            request,
            status,
            PageHead.of("Change password", "/password", "Change password"),
            "session/password",
            page);
  }

  private static String sentence(IllegalArgumentException e) {
    String message = Objects.requireNonNullElse(e.getMessage(), "this password is not accepted");
    return Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".";
  }
}
