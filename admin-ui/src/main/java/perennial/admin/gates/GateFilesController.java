package perennial.admin.gates;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.List;
import perennial.admin.page.DataFile;
import perennial.admin.session.Access;
import perennial.admin.session.Needs;
import perennial.admin.table.Column;
import perennial.admin.table.Table;
import perennial.admin.table.TableQuery;
import perennial.registry.retraining.GateResult;
import perennial.registry.retraining.TrainingRuns;

/** The gates of a version as files: one line a gate, one line a measure, and as they were kept. */
@Controller("/models/{model}/promote")
@ExecuteOn(TaskExecutors.BLOCKING)
@Needs(Access.VIEWER)
final class GateFilesController {
  private static final Table<GateResult> GATES =
      Table.of(
          "gate",
          "gates",
          Column.text("gate", "Gate", GateResult::gate),
          Column.text("outcome", "Outcome", GateResult::outcome),
          Column.text("finding", "Finding", GateResult::finding),
          Column.hidden("evidence", GateResult::evidence));

  private final TrainingRuns runs;

  GateFilesController(TrainingRuns runs) {
    this.runs = runs;
  }

  /** A gate as it was kept. */
  public record Kept(String gate, GateResult.Outcome outcome, String finding, JsonNode evidence) {}

  @Get("/gates.csv")
  @Produces("text/csv")
  StreamedFile gates(HttpRequest<?> request, @PathVariable String model, @QueryValue long version) {
    return GATES.csv(
        "gates-%s-v%d".formatted(model, version),
        TableQuery.of(request),
        runs.gates(model, version));
  }

  @Get("/measures.csv")
  @Produces("text/csv")
  StreamedFile measures(
      HttpRequest<?> request, @PathVariable String model, @QueryValue long version) {
    List<GateMeasure> measures =
        runs.gates(model, version).stream().flatMap(g -> GateMeasures.of(g).stream()).toList();
    return GateTable.MEASURES.csv(
        "measures-%s-v%d".formatted(model, version), TableQuery.of(request), measures);
  }

  @Get("/gates.json")
  @Produces(MediaType.APPLICATION_JSON)
  HttpResponse<String> json(@PathVariable String model, @QueryValue long version) {
    return DataFile.json(
        runs.gates(model, version).stream()
            .map(g -> new Kept(g.gate(), g.outcome(), g.finding(), GateFigures.of(g).json()))
            .toList());
  }
}
