package perennial.admin.training;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
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
import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.DataFile;
import perennial.admin.page.Link;
import perennial.admin.page.PageHead;
import perennial.admin.page.Pages;
import perennial.admin.session.Access;
import perennial.admin.session.Form;
import perennial.admin.session.Needs;
import perennial.admin.session.SignedIn;
import perennial.registry.retraining.TrainingRun;
import perennial.registry.retraining.TrainingRuns;

/** One run: its page, the part of it that changes, its log, its end. */
@Controller("/training/{id}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.TEXT_HTML)
@Needs(Access.VIEWER)
final class RunController {
  private final TrainingRuns runs;
  private final RunView view;
  private final Pages pages;

  RunController(TrainingRuns runs, RunView view, Pages pages) {
    this.runs = runs;
    this.view = view;
    this.pages = pages;
  }

  @Get
  HttpResponse<?> run(
      HttpRequest<?> request, @PathVariable long id, @QueryValue(defaultValue = "") String done) {
    RunPage page = view.read(id, note(done));
    PageHead head =
        PageHead.of("Training run " + id, "/training", "Run " + id)
            .under(new Link("Training", "/training"))
            .data(page.json());
    return pages.html(
        request, page.live().again() == null ? head : head.refreshing(), "training/run", page);
  }

  /** The part that changes; once the run has ended the browser is told to load the whole page. */
  @Get("/live")
  HttpResponse<?> live(HttpRequest<?> request, @PathVariable long id) {
    TrainingRun run = view.run(id);
    MutableHttpResponse<?> part =
        pages.part(HttpStatus.OK, "training/live", "live", view.live(run));
    return run.state().ended() ? part.header("HX-Refresh", "true") : part;
  }

  @Get("/run.json")
  @Produces(MediaType.APPLICATION_JSON)
  HttpResponse<?> json(@PathVariable long id) {
    return DataFile.json(view.run(id));
  }

  @Get("/log.txt")
  @Produces(MediaType.TEXT_PLAIN)
  HttpResponse<?> log(@PathVariable long id) {
    view.run(id); // refuses an unknown one
    String text =
        runs.log(id, 0, RunView.MOST_LINES).stream()
            .map(l -> "%s %s\n".formatted(l.at(), l.text()))
            .collect(Collectors.joining());
    return HttpResponse.ok(text).contentType(MediaType.of("text/plain; charset=utf-8"));
  }

  @Post("/cancel")
  @Needs(Access.ENGINEER)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> cancel(
      HttpRequest<?> request, @PathVariable long id, @Nullable @Body Map<String, Object> fields) {
    Form.verified(request, fields);
    view.run(id);
    boolean cancelled = runs.cancel(id, SignedIn.of(request).user());
    return HttpResponse.seeOther(
        URI.create(Link.run(id) + "?done=" + (cancelled ? "cancelled" : "too-late")));
  }

  private static @Nullable String note(String done) {
    return switch (done) {
      case "started" -> "Queued. A worker takes it within seconds, when one is running.";
      case "cancelled" -> "A cancel was asked for; the worker stops at its next step.";
      case "too-late" -> "It has ended already; nothing was changed.";
      default -> null;
    };
  }
}
