package perennial.trainer.cli;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import perennial.trainer.Trained;
import perennial.trainer.Training;
import perennial.trainer.TrainingSettings;
import perennial.trainer.counts.CountsSettings;
import perennial.trainer.counts.CountsTraining;
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
      "  perennial fit --family bg-bb --summary donations.csv --order-value 25",
      "  perennial fit --family sbg --survivors renewals.csv --time-unit '30 days'",
      "",
      "Exit codes: " + ExitCode.HELP
    })
final class FitCommand implements Callable<Integer> {
  @Mixin private Console console = new Console();
  @Mixin private FitOptions options = new FitOptions();
  @Mixin private CountsOptions counts = new CountsOptions();

  @Override
  public Integer call() {
    if (counts.given()) {
      return fitCounts(options.settings(counts));
    }
    counts.requireNone(options.family());
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

  private int fitCounts(CountsSettings settings) {
    try (Progress progress = console.progress()) {
      List<Trained> fits = new CountsTraining(Clock.systemUTC(), progress).fitEach(settings);
      progress.close();
      console.print(() -> TrainingJson.ofEach(fits), () -> TrainingText.ofEach(fits));
      return fits.stream().allMatch(Trained::converged) ? ExitCode.OK : ExitCode.NOT_CONVERGED;
    }
  }
}
