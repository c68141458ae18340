package perennial.admin.session;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perennial.admin.page.Pages;
import perennial.registry.Accounts;
import perennial.registry.Accounts.User;
import perennial.registry.AuditLog;

/** Signing in and out. {@link Accounts} slows guessing down and audits it. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.TEXT_HTML)
@Needs(Access.ANYBODY)
final class LoginController {
  private static final Logger LOG = LoggerFactory.getLogger(LoginController.class);
  private static final int LONGEST_NAME = 64;

  private final Accounts accounts;
  private final AuditLog audit;
  private final Cookies cookies;
  private final Pages pages;

  LoginController(Accounts accounts, AuditLog audit, Cookies cookies, Pages pages) {
    this.accounts = accounts;
    this.audit = audit;
    this.cookies = cookies;
    this.pages = pages;
  }

  @Get("/login")
  HttpResponse<?> form(HttpRequest<?> request, @Nullable @QueryValue String next) {
    String path = LocalPath.of(next);
    if (SignedIn.maybe(request).isPresent()) {
      return HttpResponse.seeOther(URI.create(path));
    }
    // A cookie of SameSite=Strict stays at home when another site's link is followed; the same
    // link on our own page sends it.
    boolean followed = "cross-site".equals(request.getHeaders().get("Sec-Fetch-Site"));
    LoginPage page = new LoginPage(path, "", null, followed, accounts.empty());
    return show(request, HttpStatus.OK, page);
  }

  @Post("/login")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> signIn(HttpRequest<?> request, @Nullable @Body Map<String, Object> fields) {
    Form form = Form.verified(cookies.signIn(request).orElseThrow(ForgedForm::new), fields);
    String name = shortened(form.text("user").strip());
    String path = LocalPath.of(form.text("next"));
    Optional<User> user =
        name.isEmpty() ? Optional.empty() : accounts.authenticate(name, form.text("password"));
    if (user.isEmpty()) {
      LOG.warn("sign-in refused from {}", request.getRemoteAddress().getAddress());
      LoginPage page = new LoginPage(path, name, refusal(name), false, false);
      return show(request, HttpStatus.UNAUTHORIZED, page);
    }
    endSession(request);
    String token = accounts.startSession(user.get().name(), cookies.sessionLifetime());
    return HttpResponse.seeOther(URI.create(user.get().mustChangePassword() ? "/password" : path))
        .cookie(cookies.newSession(token))
        .cookie(cookies.noSignIn());
  }

  @Needs(Access.VIEWER)
  @Post("/logout")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> signOut(HttpRequest<?> request, @Nullable @Body Map<String, Object> fields) {
    Form.verified(request, fields);
    endSession(request);
    audit.append(SignedIn.of(request).user(), "logout", "admin UI", "", "");
    return HttpResponse.seeOther(URI.create("/login")).cookie(cookies.noSession());
  }

  private String refusal(String name) {
    return TooManyTries.words(accounts, name)
        .orElse("No user has this name and password. Check both and try again.");
  }

  private void endSession(HttpRequest<?> request) {
    cookies.session(request).filter(token -> !token.isEmpty()).ifPresent(accounts::endSession);
  }

  private MutableHttpResponse<?> show(HttpRequest<?> request, HttpStatus status, LoginPage page) {
    String secret = cookies.signIn(request).filter(s -> !s.isEmpty()).orElseGet(cookies::newSecret);
    return pages
        .bare(status, "Sign in", Csrf.token(secret), "session/login", page)
        .cookie(cookies.newSignIn(secret));
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }
}
