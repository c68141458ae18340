package perennial.trainer.cli;

import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import perennial.registry.Database;
import perennial.trainer.Training;
import perennial.trainer.TrainingProgress;
import perennial.trainer.TrainingSettings;
import perennial.trainer.counts.CountsSettings;
import perennial.trainer.counts.CountsTraining;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fits, judges, refits and registers. */
@Command(
    name = "train",
    description = {
      "Fit, judge and register a version of a model.",
      "",
      "The fit up to the observation end is judged on the holdout. Then everything up to the end"
          + " of the holdout is fitted again and registered. A fit that does not converge is not"
          + " registered. A registered version serves nothing before it is promoted.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  perennial train --transactions sales.csv --holdout-days 90",
      "  perennial train --transactions sales.parquet --holdout-days 90 --currency EUR \\",
      "    --margin 0.35 --model retail-eu",
      "  perennial train --from-ledger --holdout-days 90",
      "  perennial train --family sbg --survivors renewals.csv --cohort 2024 --order-value 120 \\",
      "    --observation-end 2026-06-30 --model subscribers",
      "",
      "Exit codes: " + ExitCode.HELP
    })
final class TrainCommand implements Callable<Integer> {
  @Mixin private Console console = new Console();
  @Mixin private FitOptions options = new FitOptions();
  @Mixin private LedgerOptions ledger = new LedgerOptions();
  @Mixin private CountsOptions counts = new CountsOptions();
  @Mixin private ModelOption model = new ModelOption();
  @Mixin private ActorOption actor = new ActorOption();
  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = "--no-refit",
      description = "Register the fit up to the observation end instead of a refit.")
  private boolean noRefit;

  @Override
  public Integer call() {
    if (counts.given()) {
      CountsSettings settings = options.settings(counts);
      settings.requireObservationEnd(); // before the registry: it is a matter of usage
      return run((registry, progress) ->
          new CountsTraining(Clock.systemUTC(), progress)
              .trainAndRegister(settings, model.name(), actor.name(), registry.registry()));
    }
    counts.requireNone(options.family());
    if (ledger.given()) {
      return run((registry, progress) -> {
        LedgerOptions.FromLedger from = ledger.source(registry, options, !noRefit);
        return new Training(Clock.systemUTC(), progress)
            .trainAndRegister(
                from.settings(), from.source(), model.name(), actor.name(), registry.registry());
      });
    }
    TrainingSettings settings = options.settings(!noRefit);
    return run((registry, progress) ->
        new Training(Clock.systemUTC(), progress)
            .trainAndRegister(settings, model.name(), actor.name(), registry.registry()));
  }

  private int run(BiFunction<Database, TrainingProgress, Training.Registered> training) {
    // The registry first: an unreachable one is known before minutes of reading.
    try (Database registry = database.open();
        Progress progress = console.progress()) {
      Training.Registered registered = training.apply(registry, progress);
      progress.close();
      console.print(
          () -> TrainingJson.of(registered.trained().report(), registered.version()),
          () -> TrainingText.of(registered.trained().report(), registered.version()));
      return registered.version().isPresent() ? ExitCode.OK : ExitCode.NOT_CONVERGED;
    }
  }
}
