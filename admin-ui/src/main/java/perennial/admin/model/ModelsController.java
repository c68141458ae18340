package perennial.admin.model;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.admin.page.PageHead;
import perennial.admin.page.Pages;
import perennial.admin.page.Prose;
import perennial.admin.session.Access;
import perennial.admin.session.Needs;
import perennial.admin.table.Column;
import perennial.admin.table.Table;
import perennial.admin.table.TableQuery;
import perennial.registry.Deployment;
import perennial.registry.ModelRegistry;
import perennial.registry.ModelSummary;

/** All models. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
@Needs(Access.VIEWER)
final class ModelsController {
  private static final Table<ModelSummary> TABLE =
      Table.of(
          "model",
          "models",
          Column.text("model", "Model", ModelSummary::name),
          Column.number(
              "champion", "Champion", m -> m.live().map(Deployment::championVersion).orElse(null)),
          Column.number("newest", "Newest version", ModelSummary::latestVersion),
          Column.text(
              "since", "Last deployment", m -> m.live().map(Deployment::deployedAt).orElse(null)),
          Column.text("by", "By", m -> m.live().map(Deployment::actor).orElse(null)),
          Column.text("reason", "Reason", m -> m.live().map(Deployment::reason).orElse(null)));

  private final ModelRegistry registry;
  private final Formats formats;
  private final Pages pages;

  ModelsController(ModelRegistry registry, Formats formats, Pages pages) {
    this.registry = registry;
    this.formats = formats;
    this.pages = pages;
  }

  @Get("/models")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> models(HttpRequest<?> request) {
    List<ModelSummary> all = registry.models();
    ModelsPage page =
        new ModelsPage(title(all), TABLE.view(TableQuery.of(request), all, this::row));
    PageHead head = PageHead.of("Models", "/models", "Models").api("ListModels", "{}");
    return pages.html(request, head, "model/models", page);
  }

  @Get("/models.csv")
  @Produces("text/csv")
  StreamedFile csv(HttpRequest<?> request) {
    return TABLE.csv("models", TableQuery.of(request), registry.models());
  }

  private static String title(List<ModelSummary> models) {
    long serving = models.stream().filter(m -> m.live().isPresent()).count();
    return models.isEmpty()
        ? "No model is registered yet"
        : "%s of %s %s a champion"
            .formatted(
                Formats.count(serving),
                Formats.count(models.size(), "model", "models"),
                serving == 1 ? "has" : "have");
  }

  private ModelsPage.Row row(ModelSummary m) {
    return new ModelsPage.Row(
        new Link(m.name(), Link.model(m.name())),
        m.live().map(d -> version(m, d.championVersion())).orElse(null),
        version(m, m.latestVersion()),
        m.live().map(d -> formats.when(d.deployedAt())).orElse(null),
        m.live().map(Deployment::actor).orElse(""),
        m.live().map(d -> Prose.by(d.actor(), d.reason())).orElse(""));
  }

  private static Link version(ModelSummary m, long version) {
    return new Link("v" + version, Link.version(m.name(), version));
  }
}
