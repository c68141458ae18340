package perennial.admin.training;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
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
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import perennial.admin.page.FormErrors;
import perennial.admin.page.Link;
import perennial.admin.page.PageHead;
import perennial.admin.page.Pages;
import perennial.admin.page.Prose;
import perennial.admin.session.Access;
import perennial.admin.session.Form;
import perennial.admin.session.Needs;
import perennial.admin.session.SignedIn;
import perennial.registry.ModelRegistry;
import perennial.registry.retraining.TrainingRuns;

/** A model's policy. */
@Controller("/models/{model}/policy")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.TEXT_HTML)
@Needs(Access.VIEWER)
final class PolicyController {
  private final ModelRegistry registry;
  private final TrainingRuns runs;
  private final PolicyView view;
  private final Pages pages;

  PolicyController(ModelRegistry registry, TrainingRuns runs, PolicyView view, Pages pages) {
    this.registry = registry;
    this.runs = runs;
    this.view = view;
    this.pages = pages;
  }

  @Get
  HttpResponse<?> policy(
      HttpRequest<?> request,
      @PathVariable String model,
      @QueryValue(defaultValue = "") String done) {
    String note = done.equals("kept") ? "Kept. It applies from now on." : null;
    return page(request, HttpStatus.OK, view.read(model, note));
  }

  @Post
  @Needs(Access.ENGINEER)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> change(
      HttpRequest<?> request,
      @PathVariable String model,
      @Nullable @Body Map<String, Object> fields) {
    Form form = Form.verified(request, fields);
    registry.versions(model, 0, 1); // refuses an unknown model
    PolicyRequest typed = PolicyRequest.of(form, runs.policy(model));
    FormErrors errors = typed.errors();
    if (errors.isEmpty()) {
      try {
        runs.setPolicy(model, typed.policy(), SignedIn.of(request).user(), typed.reason());
        return HttpResponse.seeOther(URI.create(Link.policy(model) + "?done=kept"));
      } catch (IllegalArgumentException e) { // of what the form does not ask for
        errors = errors.with("kept", Optional.of(Prose.sentence(String.valueOf(e.getMessage()))));
      }
    }
    return page(request, HttpStatus.UNPROCESSABLE_ENTITY, view.again(model, typed, errors));
  }

  private HttpResponse<?> page(HttpRequest<?> request, HttpStatus status, PolicyPage page) {
    String model = page.bar().model();
    PageHead head =
        PageHead.of("Retraining policy of " + model, "/training", "Policy")
            .under(new Link(model, Link.model(model)));
    return pages.html(request, status, head, "training/policy", page);
  }
}
