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
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.Formats;
import perennial.admin.page.NotFound;
import perennial.admin.session.Access;
import perennial.admin.session.Form;
import perennial.admin.session.Needs;
import perennial.admin.session.SignedIn;
import perennial.registry.Users;

/** The reader's own sessions: seen, and ended one by one. */
@Controller("/settings/sessions")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.TEXT_HTML)
@Needs(Access.VIEWER)
final class SessionsController {
  private final Users users;
  private final Formats formats;
  private final Desk desk;

  SessionsController(Users users, Formats formats, Desk desk) {
    this.users = users;
    this.formats = formats;
    this.desk = desk;
  }

  @Get
  HttpResponse<?> list(HttpRequest<?> request, @QueryValue(defaultValue = "") String done) {
    SignedIn who = SignedIn.of(request);
    List<SessionsPage.Row> rows =
        users.sessions(who.user(), who.token()).stream().map(this::row).toList();
    SessionsPage page =
        new SessionsPage(
            "%s is signed in %s"
                .formatted(
                    who.user(), rows.size() == 1 ? "here only" : "in " + rows.size() + " places"),
            "A session is over two hours after its last use, and at its end in any case.",
            rows,
            Notes.of(done));
    return desk.page(request, "Your sessions", "sessions", null, page);
  }

  @Post("/end")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> end(HttpRequest<?> request, @Nullable @Body Map<String, Object> fields) {
    Form form = Form.verified(request, fields);
    if (!users.endSession(SignedIn.of(request).user(), form.text("id"))) {
      throw new NotFound("this session is over already");
    }
    return Desk.done("/settings/sessions", "ended");
  }

  private SessionsPage.Row row(Users.Session s) {
    return new SessionsPage.Row(
        s.id(),
        formats.when(s.startedAt()),
        formats.when(s.lastSeenAt()),
        formats.when(s.expiresAt()),
        s.current());
  }
}
