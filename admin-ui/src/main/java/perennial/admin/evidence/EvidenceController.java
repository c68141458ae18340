package perennial.admin.evidence;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import perennial.admin.page.NotFound;
import perennial.admin.session.Access;
import perennial.admin.session.Needs;
import perennial.admin.table.Csv;
import perennial.registry.ChartsJson;
import perennial.registry.ModelRegistry;

/** The data behind the charts of a version's page. */
@Controller("/models/{model}/versions/{version}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Needs(Access.VIEWER)
final class EvidenceController {
  private final ModelRegistry registry;

  EvidenceController(ModelRegistry registry) {
    this.registry = registry;
  }

  @Get("/charts.json")
  @Produces(MediaType.APPLICATION_JSON)
  byte[] json(@PathVariable String model, @PathVariable long version) {
    return registry
        .attachment(model, version, ChartsJson.ATTACHMENT)
        .orElseThrow(() -> none(model, version));
  }

  @Get("/charts/{chart}.csv")
  @Produces("text/csv")
  StreamedFile csv(
      @PathVariable String model, @PathVariable long version, @PathVariable String chart) {
    return Csv.file(
        "%s-v%d-%s.csv".formatted(model, version, chart),
        Evidence.charts(registry, model, version)
            .map(charts -> ChartCsv.of(charts, chart))
            .orElseThrow(() -> none(model, version)));
  }

  private static NotFound none(String model, long version) {
    return new NotFound("%s v%d was trained before charts were kept".formatted(model, version));
  }
}
