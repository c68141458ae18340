package perennial.trainer.cli;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import perennial.trainer.Trained;
import perennial.trainer.Training;
import perennial.trainer.TrainingSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Fits and judges without a database. */
@Command(
    name = "fit",
    description = {
      "Fit a purchase and a spend model to a transaction log; needs no database.",
      "",
      "The log is reduced to one history per customer at the observation end. With"
          + " --holdout-days the days after it judge the fit beside simple baselines.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  perennial fit --transactions sales.csv --holdout-days 90",
      "  perennial fit --transactions 'lines-*.csv.gz' --customer-column CustomerID \\",
      "    --date-column InvoiceDate --quantity-column Quantity --price-column UnitPrice \\",
      "    --order-column InvoiceNo --time-unit week --json",
      "",
      "Exit codes: " + ExitCode.HELP
    })
final class FitCommand implements Callable<Integer> {
  @Mixin private Console console = new Console();
  @Mixin private FitOptions options = new FitOptions();

  @Override
  public Integer call() {
    TrainingSettings settings = options.settings(false);
    try (Progress progress = console.progress()) {
      Trained trained = new Training(Clock.systemUTC(), progress).train(settings);
      progress.close();
      console.print(
          () -> TrainingJson.of(trained.report(), Optional.empty()),
          () -> TrainingText.of(trained.report(), Optional.empty()));
      return trained.converged() ? ExitCode.OK : ExitCode.NOT_CONVERGED;
    }
  }
}
