package perennial.trainer.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import perennial.registry.Database;
import perennial.registry.ModelRegistry;
import perennial.registry.UnknownModel;
import perennial.registry.retraining.GateResult;
import perennial.registry.retraining.NewTrainingRun;
import perennial.registry.retraining.RunLine;
import perennial.registry.retraining.TrainingRun;
import perennial.registry.retraining.TrainingRun.State;
import perennial.registry.retraining.TrainingRuns;
import perennial.trainer.transactions.BadInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Queues a training run for the worker. */
@Command(
    name = "retrain",
    description = {
      "Queue a retraining; a worker fits it, registers it, puts it through its gates and does what"
          + " the model's policy says.",
      "",
      "It is fitted like the champion, to what the ledger knows now: --set changes that. At most one"
          + " run of a model waits or is under way.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  perennial retrain --model retail --reason \"new prices since Monday\"",
      "  perennial retrain --reason \"try another family\" --set family=pareto-nbd --wait",
      "  perennial retrain --reason \"from the warehouse\" --set transactions=/data/sales.parquet \\",
      "    --set holdout-days=60",
      "",
      "Exit codes: " + ExitCode.HELP
    })
final class RetrainCommand implements Callable<Integer> {
  private static final long POLL_MILLIS = 500;
  private static final int MAX_LINES = 10_000;

  @Mixin private Console console = new Console();
  @Mixin private ModelOption model = new ModelOption();
  @Mixin private ActorOption actor = new ActorOption();
  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why; kept with the run and in the audit.")
  private String reason = "";

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = {
        "An option of `perennial fit` for this run, without its dashes, such as family=bg-nbd.",
        "transactions=FILE fits a file that the worker can read instead of the ledger."
      })
  private Map<String, String> settings = new TreeMap<>();

  @Option(
      names = "--wait",
      description = "Show progress until the run has ended; exit code 0 only if it succeeded.")
  private boolean wait;

  @Override
  public Integer call() throws InterruptedException {
    RunFitOptions.check(new TreeMap<>(settings));
    try (Database registry = database.open()) {
      requireModel(registry.registry());
      TrainingRuns runs = registry.trainingRuns();
      TrainingRun queued =
          runs.request(
                  new NewTrainingRun(
                      model.name(),
                      TrainingRun.Trigger.HAND,
                      OptionalLong.empty(),
                      actor.name(),
                      reason,
                      json()))
              .orElseThrow(() -> underWay(runs));
      TrainingRun ended = wait ? await(runs, queued) : queued;
      List<RunLine> lines = runs.log(ended.id(), 0, MAX_LINES);
      List<GateResult> gates =
          ended.version().isPresent()
              ? runs.gates(ended.model(), ended.version().getAsLong())
              : List.of();
      console.print(
          () -> RunText.json(ended, lines, gates), () -> RunText.one(ended, lines, gates));
      return !wait || ended.state() == State.SUCCEEDED ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  /** A misspelt name would make a model. */
  private void requireModel(ModelRegistry registry) {
    try {
      var unused = registry.versions(model.name(), 0, 1);
    } catch (UnknownModel e) {
      throw new BadInput(e.getMessage() + ": `perennial train` registers its first version", e);
    }
  }

  private String json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    settings.forEach(json::put);
    return json.toString();
  }

  private BadInput underWay(TrainingRuns runs) {
    String which =
        runs.runs(model.name(), 0, 1).stream()
            .findFirst()
            .map(run -> "run %d is %s".formatted(run.id(), run.state()))
            .orElse("another run is under way");
    return new BadInput(
        "%s of %s: wait for its end, or `perennial runs RUN --cancel`"
            .formatted(which, model.name()));
  }

  private TrainingRun await(TrainingRuns runs, TrainingRun queued) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    try (Progress progress = console.progress()) {
      TrainingRun now = queued;
      while (!now.state().ended()) {
        String step = now.state() == State.QUEUED ? "waiting for a worker" : now.step();
        progress.at(step, now.done(), Math.max(1, now.total()));
        if (never.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
          break;
        }
        now = runs.run(queued.id()).orElse(now);
      }
      return now;
    }
  }
}
