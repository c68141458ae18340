package perennial.admin.training;

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
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.DataFile;
import perennial.admin.page.FormErrors;
import perennial.admin.page.Link;
import perennial.admin.page.PageHead;
import perennial.admin.page.Pages;
import perennial.admin.session.Access;
import perennial.admin.session.Form;
import perennial.admin.session.Needs;
import perennial.admin.session.SignedIn;
import perennial.admin.table.TableQuery;
import perennial.registry.ModelRegistry;
import perennial.registry.retraining.TrainingRun;
import perennial.registry.retraining.TrainingRuns;

/** The list of runs, and the form that starts one. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
@Needs(Access.VIEWER)
final class TrainingController {
  private static final int MOST = 10_000;

  private final ModelRegistry registry;
  private final TrainingRuns runs;
  private final TrainingView view;
  private final Pages pages;

  TrainingController(ModelRegistry registry, TrainingRuns runs, TrainingView view, Pages pages) {
    this.registry = registry;
    this.runs = runs;
    this.view = view;
    this.pages = pages;
  }

  @Get("/training")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> list(HttpRequest<?> request, @QueryValue(defaultValue = "") String model) {
    return page(request, HttpStatus.OK, view.read(model.strip(), query(request)));
  }

  @Post("/training")
  @Needs(Access.ENGINEER)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> start(HttpRequest<?> request, @Nullable @Body Map<String, Object> fields) {
    StartRequest wanted = StartRequest.of(Form.verified(request, fields));
    FormErrors errors = wanted.errors();
    if (!errors.isEmpty()) {
      return page(
          request, HttpStatus.UNPROCESSABLE_ENTITY, view.again(wanted, query(request), errors));
    }
    registry.versions(wanted.model(), 0, 1); // refuses an unknown model
    Optional<TrainingRun> run = runs.request(wanted.run(SignedIn.of(request).user()));
    if (run.isPresent()) {
      return HttpResponse.seeOther(URI.create(Link.run(run.get().id()) + "?done=started"));
    }
    FormErrors busy =
        FormErrors.NONE.with(
            "model",
            Optional.of(
                "A run of %s is under way already; one at a time.".formatted(wanted.model())));
    return page(request, HttpStatus.CONFLICT, view.again(wanted, query(request), busy));
  }

  @Get("/training.json")
  @Produces(MediaType.APPLICATION_JSON)
  HttpResponse<?> json(@QueryValue(defaultValue = "") String model) {
    return DataFile.json(runs.runs(model.strip(), 0, MOST));
  }

  @Get("/training.csv")
  @Produces("text/csv")
  StreamedFile csv(HttpRequest<?> request, @QueryValue(defaultValue = "") String model) {
    return RunTable.TABLE.csv(
        "training-runs", query(request), RunTable.listing(runs, model.strip()));
  }

  private static TableQuery query(HttpRequest<?> request) {
    return TableQuery.of(request, "model");
  }

  private HttpResponse<?> page(HttpRequest<?> request, HttpStatus status, TrainingPage page) {
    PageHead head = PageHead.of("Training", "/training", "Training").data(page.json());
    return pages.html(request, status, head, "training/training", page);
  }
}
