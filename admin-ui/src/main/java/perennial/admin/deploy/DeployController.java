package perennial.admin.deploy;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import perennial.admin.deploy.ReplayTables.Wanted;
import perennial.admin.page.Failure;
import perennial.admin.page.FormErrors;
import perennial.admin.page.Link;
import perennial.admin.page.PageHead;
import perennial.admin.page.Pages;
import perennial.admin.session.Access;
import perennial.admin.session.Form;
import perennial.admin.session.Needs;
import perennial.admin.session.SignedIn;
import perennial.registry.Deployment;
import perennial.registry.DeploymentConflict;
import perennial.registry.ModelRegistry;
import perennial.registry.retraining.GateResult;

/** The pages that change what a model serves. */
@Controller("/models/{model}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.TEXT_HTML)
@Needs(Access.VIEWER)
final class DeployController {
  private final ModelRegistry registry;
  private final PromoteView promote;
  private final RollBackView rollBack;
  private final Pages pages;

  DeployController(
      ModelRegistry registry, PromoteView promote, RollBackView rollBack, Pages pages) {
    this.registry = registry;
    this.promote = promote;
    this.rollBack = rollBack;
    this.pages = pages;
  }

  @Get("/promote")
  HttpResponse<?> review(
      HttpRequest<?> request, @PathVariable String model, @QueryValue long version) {
    return promotePage(
        request, HttpStatus.OK, promote.read(model, version, Wanted.of(request, model, version)));
  }

  @Needs(Access.ENGINEER)
  @Post("/deployments")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> deploy(
      HttpRequest<?> request,
      @PathVariable String model,
      @Nullable @Body Map<String, Object> fields) {
    DeployRequest wanted = DeployRequest.of(model, Form.verified(request, fields));
    List<GateResult> gates = promote.gates(wanted);
    Wanted tables = Wanted.of(request, model, wanted.version());
    FormErrors errors = wanted.errors(gates);
    if (!errors.isEmpty()) {
      PromotePage page = promote.again(wanted, tables, errors);
      return promotePage(request, HttpStatus.UNPROCESSABLE_ENTITY, page);
    }
    try {
      return done(deploy(wanted.withOverride(gates), request));
    } catch (DeploymentConflict e) {
      return promotePage(request, Failure.of(e).status(), promote.lost(wanted, tables, e.winner()));
    }
  }

  @Get("/rollback")
  HttpResponse<?> choose(
      HttpRequest<?> request,
      @PathVariable String model,
      @QueryValue(defaultValue = "0") long version) {
    return rollBackPage(request, HttpStatus.OK, rollBack.read(model, version));
  }

  @Needs(Access.ENGINEER)
  @Post("/rollback")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> goBack(
      HttpRequest<?> request,
      @PathVariable String model,
      @Nullable @Body Map<String, Object> fields) {
    DeployRequest wanted = DeployRequest.of(model, Form.verified(request, fields));
    FormErrors errors = rollBack.errors(wanted);
    if (!errors.isEmpty()) {
      RollBackPage page = rollBack.again(wanted, errors);
      return rollBackPage(request, HttpStatus.UNPROCESSABLE_ENTITY, page);
    }
    try {
      return done(deploy(wanted, request));
    } catch (DeploymentConflict e) {
      return rollBackPage(request, Failure.of(e).status(), rollBack.lost(wanted, e.winner()));
    }
  }

  private Deployment deploy(DeployRequest wanted, HttpRequest<?> request) {
    Optional<Deployment> live = registry.live(wanted.model());
    return registry.deploy(wanted.deployment(live, SignedIn.of(request).user()));
  }

  private static HttpResponse<?> done(Deployment d) {
    return HttpResponse.seeOther(URI.create(Link.model(d.model()) + "?deployed=" + d.sequence()));
  }

  private HttpResponse<?> promotePage(HttpRequest<?> request, HttpStatus status, PromotePage page) {
    String example =
        "{\"model\":\"%s\",\"champion_version\":%s,\"expected_sequence\":%s,\"reason\":\"…\"}"
            .formatted(page.model(), page.form().version(), page.form().sequence());
    PageHead head =
        PageHead.ofModel(
                "Promote %s %s".formatted(page.model(), page.candidate().text()),
                page.model(),
                "Promote " + page.candidate().text())
            .api("Deploy", example);
    return pages.html(request, status, head, "deploy/promote", page);
  }

  private HttpResponse<?> rollBackPage(
      HttpRequest<?> request, HttpStatus status, RollBackPage page) {
    String example =
        "{\"model\":\"%s\",\"champion_version\":%s,\"expected_sequence\":%s,\"reason\":\"…\"}"
            .formatted(
                page.model(),
                page.options().isEmpty() ? "…" : page.options().getFirst().version(),
                page.sequence());
    PageHead head =
        PageHead.ofModel("Roll back " + page.model(), page.model(), "Roll back")
            .api("Deploy", example);
    return pages.html(request, status, head, "deploy/rollback", page);
  }
}
