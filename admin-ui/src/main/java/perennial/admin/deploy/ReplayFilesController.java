package perennial.admin.deploy;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.function.Function;
import perennial.admin.page.NotFound;
import perennial.admin.session.Access;
import perennial.admin.session.Needs;
import perennial.admin.table.Table;
import perennial.registry.retraining.ReplayReport;
import perennial.registry.retraining.TrainingRuns;

/** The tables of a replay as files. */
@Controller("/models/{model}/promote")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces("text/csv")
@Needs(Access.VIEWER)
final class ReplayFilesController {
  private final TrainingRuns runs;

  ReplayFilesController(TrainingRuns runs) {
    this.runs = runs;
  }

  @Get("/segments.csv")
  StreamedFile segments(
      HttpRequest<?> request, @PathVariable String model, @QueryValue long version) {
    Table<ReplayReport.SegmentTotal> table = ReplayTables.segments("Champion", "Candidate");
    return replay(request, "segments", model, version, table, ReplayReport::segments);
  }

  @Get("/moves.csv")
  StreamedFile moves(HttpRequest<?> request, @PathVariable String model, @QueryValue long version) {
    return replay(request, "moves", model, version, ReplayTables.MOVES, ReplayReport::moves);
  }

  @Get("/changes.csv")
  StreamedFile changes(
      HttpRequest<?> request, @PathVariable String model, @QueryValue long version) {
    return replay(request, "changes", model, version, ReplayTables.CHANGES, ReplayReport::changes);
  }

  private <T> StreamedFile replay(
      HttpRequest<?> request,
      String name,
      String model,
      long version,
      Table<T> table,
      Function<ReplayReport, List<T>> rows) {
    ReplayReport replay =
        runs.replay(model, version)
            .orElseThrow(() ->
                new NotFound("no requests were replayed through %s v%d".formatted(model, version)));
    return table.csv(
        "%s-%s-v%d".formatted(name, model, version),
        ReplayTables.query(request, name, model, version),
        rows.apply(replay));
  }
}
