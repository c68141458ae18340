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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.FormErrors;
import perennial.admin.page.Formats;
import perennial.admin.page.NotFound;
import perennial.admin.session.Access;
import perennial.admin.session.Form;
import perennial.admin.session.Needs;
import perennial.admin.session.SignedIn;
import perennial.admin.table.Column;
import perennial.admin.table.Table;
import perennial.admin.table.TableQuery;
import perennial.registry.Users;

/** The reader's own sessions: seen, and ended one by one. */
@Controller("/settings")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.TEXT_HTML)
@Needs(Access.VIEWER)
final class SessionsController {
  private static final Table<Users.Session> TABLE =
      Table.of(
          "session",
          "sessions",
          Column.text("started_at", "Started", Users.Session::startedAt),
          Column.text("last_seen_at", "Last used", Users.Session::lastSeenAt),
          Column.text("expires_at", "Ends", Users.Session::expiresAt),
          Column.hidden("current", Users.Session::current));

  private final Users users;
  private final Formats formats;
  private final Desk desk;

  SessionsController(Users users, Formats formats, Desk desk) {
    this.users = users;
    this.formats = formats;
    this.desk = desk;
  }

  @Get("/sessions")
  HttpResponse<?> list(HttpRequest<?> request, @QueryValue(defaultValue = "") String done) {
    List<Users.Session> sessions = sessions(request);
    SessionsPage page =
        new SessionsPage(
            "%s is signed in %s"
                .formatted(
                    SignedIn.of(request).user(),
                    sessions.size() == 1 ? "here only" : "in " + sessions.size() + " places"),
            "A session is over two hours after its last use, and at its end in any case.",
            TABLE.view(TableQuery.of(request), sessions, this::row),
            Notes.of(done));
    return desk.page(request, "Your sessions", "sessions", FormErrors.NONE, page);
  }

  @Get("/sessions.csv")
  @Produces("text/csv")
  StreamedFile csv(HttpRequest<?> request) {
    return TABLE.csv("sessions", TableQuery.of(request), sessions(request));
  }

  private List<Users.Session> sessions(HttpRequest<?> request) {
    SignedIn who = SignedIn.of(request);
    return users.sessions(who.user(), who.token());
  }

  @Post("/sessions/end")
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
