package perennial.trainer.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import perennial.registry.Database;
import perennial.registry.retraining.GateResult;
import perennial.registry.retraining.RunLine;
import perennial.registry.retraining.TrainingRun;
import perennial.registry.retraining.TrainingRuns;
import perennial.trainer.transactions.BadInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists training runs, shows one with its log and gates, or stops one. */
@Command(
    name = "runs",
    description = {
      "List the worker's training runs, newest first; with a number: one run, its log and its gates.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  perennial runs --model retail",
      "  perennial runs 12",
      "  perennial runs 12 --cancel",
      "",
      "Exit codes: " + ExitCode.HELP
    })
final class RunsCommand implements Callable<Integer> {
  private static final int MAX_LINES = 10_000;

  @Mixin private Console console = new Console();
  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @Mixin private ActorOption actor = new ActorOption();

  @Parameters(arity = "0..1", paramLabel = "RUN", description = "Number of a run.")
  private Optional<Long> run = Optional.empty();

  @Option(names = "--model", paramLabel = "NAME", description = "Only of this model.")
  private String model = "";

  @Mixin private LimitOption limit = new LimitOption();

  @Option(
      names = "--cancel",
      description = "Stop the run: at once when it is queued, else at its next step.")
  private boolean cancel;

  @Override
  public Integer call() {
    try (Database registry = database.open()) {
      TrainingRuns runs = registry.trainingRuns();
      if (run.isEmpty()) {
        if (cancel) {
          throw new BadInput("which run? perennial runs RUN --cancel");
        }
        List<TrainingRun> newest = runs.runs(model, 0, limit.value());
        if (newest.isEmpty() && !model.isEmpty()) {
          var unused =
              registry.registry().versions(model, 0, 1); // throws when there is no such model
        }
        console.print(() -> RunText.json(newest), () -> RunText.table(newest));
        return ExitCode.OK;
      }
      show(runs, run.get());
      return ExitCode.OK;
    }
  }

  private void show(TrainingRuns runs, long id) {
    if (cancel && !runs.cancel(id, actor.name())) {
      throw new BadInput("run %d has ended, or there is none".formatted(id));
    }
    TrainingRun one =
        runs.run(id).orElseThrow(() -> new BadInput("there is no run %d".formatted(id)));
    List<RunLine> lines = runs.log(id, 0, MAX_LINES);
    List<GateResult> gates =
        one.version().isPresent() ? runs.gates(one.model(), one.version().getAsLong()) : List.of();
    console.print(() -> RunText.json(one, lines, gates), () -> RunText.one(one, lines, gates));
  }
}
