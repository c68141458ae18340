package perennial.admin.model;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import perennial.admin.page.Link;
import perennial.admin.page.PageHead;
import perennial.admin.page.Pages;
import perennial.admin.session.Access;
import perennial.admin.session.Needs;
import perennial.admin.table.TableQuery;
import perennial.registry.ModelRegistry;

/** Pages about a model and its versions. */
@Controller("/models/{model}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.TEXT_HTML)
@Needs(Access.VIEWER)
final class ModelController {
  private final ModelRegistry registry;
  private final ModelView models;
  private final VersionView versions;
  private final Comparer comparer;
  private final Pages pages;

  ModelController(
      ModelRegistry registry,
      ModelView models,
      VersionView versions,
      Comparer comparer,
      Pages pages) {
    this.registry = registry;
    this.models = models;
    this.versions = versions;
    this.comparer = comparer;
    this.pages = pages;
  }

  @Get
  HttpResponse<?> model(
      HttpRequest<?> request,
      @PathVariable String model,
      @QueryValue(defaultValue = "0") long deployed) {
    ModelPage page =
        models.read(model, versionsOf(request, model), deploymentsOf(request, model), deployed);
    PageHead head =
        PageHead.of(model, Link.model(model), model)
            .api("ListVersions", "{\"model\":\"%s\"}".formatted(model));
    return pages.html(request, head, "model/model", page);
  }

  @Get("/versions.csv")
  @Produces("text/csv")
  StreamedFile versionsCsv(HttpRequest<?> request, @PathVariable String model) {
    return VersionTables.VERSIONS.csv(
        "versions", versionsOf(request, model), VersionTables.versions(registry, model));
  }

  @Get("/deployments.csv")
  @Produces("text/csv")
  StreamedFile deploymentsCsv(HttpRequest<?> request, @PathVariable String model) {
    return VersionTables.DEPLOYMENTS.csv(
        "deployments",
        deploymentsOf(request, model),
        ServingHistory.read(registry, model).deployments());
  }

  private static TableQuery versionsOf(HttpRequest<?> request, String model) {
    return TableQuery.of(request).at(Link.model(model), Link.model(model) + "/versions.csv");
  }

  private static TableQuery deploymentsOf(HttpRequest<?> request, String model) {
    return TableQuery.named("deployments", request)
        .at(Link.model(model), Link.model(model) + "/deployments.csv");
  }

  @Get("/versions/{version}")
  HttpResponse<?> version(
      HttpRequest<?> request, @PathVariable String model, @PathVariable long version) {
    VersionPage page = versions.read(model, version, servedOf(request, model, version));
    PageHead head =
        PageHead.ofModel("%s v%d".formatted(model, version), model, "v" + version)
            .api("GetVersion", "{\"model\":\"%s\",\"version\":%d}".formatted(model, version));
    return pages.html(request, head, "model/version", page);
  }

  @Get("/versions/{version}/served.csv")
  @Produces("text/csv")
  StreamedFile servedCsv(
      HttpRequest<?> request, @PathVariable String model, @PathVariable long version) {
    return Served.ROLES.csv(
        "served",
        servedOf(request, model, version),
        Served.of(model, version, ServingHistory.read(registry, model)));
  }

  private static TableQuery servedOf(HttpRequest<?> request, String model, long version) {
    String page = Link.version(model, version);
    return TableQuery.named("served", request).at(page, page + "/served.csv");
  }

  @Get("/compare")
  HttpResponse<?> compare(
      HttpRequest<?> request, @PathVariable String model, @QueryValue long a, @QueryValue long b) {
    Comparison comparison =
        comparer.compare(Dossier.read(registry, model, a), Dossier.read(registry, model, b));
    GridView grid = GridView.read(registry, model, a, b, TableQuery.of(request, "a", "b"));
    ComparePage page =
        new ComparePage(
            model,
            comparison,
            grid,
            Link.version(model, a),
            Link.version(model, b),
            Link.compare(model, b, a));
    PageHead head = PageHead.ofModel("%s v%d against v%d".formatted(model, b, a), model, "Compare");
    return pages.html(request, head, "model/compare", page);
  }

  @Get("/compare.csv")
  @Produces("text/csv")
  StreamedFile compareCsv(
      HttpRequest<?> request, @PathVariable String model, @QueryValue long a, @QueryValue long b) {
    return GridView.table("v" + a, "v" + b)
        .csv(
            "compare-%s-v%d-v%d".formatted(model, a, b),
            TableQuery.of(request),
            CommonGrid.of(registry.load(model, a).model(), registry.load(model, b).model())
                .pairs());
  }
}
