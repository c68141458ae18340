package perennial.trainer.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import perennial.model.GammaGamma;
import perennial.model.MbgNbd;
import perennial.model.TimeUnit;
import perennial.simulation.SimulationSettings;
import perennial.trainer.CalibrationRun;
import perennial.trainer.Family;
import perennial.trainer.OutputFile;
import perennial.trainer.TrainingSettings;
import perennial.trainer.transactions.BadInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether intervals mean what they say. */
@Command(
    name = "calibration",
    description = {
      "Fit a model to the days before a holdout and judge its predictive distributions on it.",
      "",
      "Three quantities: purchases in the holdout, their net value (not discounted), and the net"
          + " value of those who purchased, given how often. Each has the randomised PIT, which is"
          + " flat for a model that is right, with its Kolmogorov-Smirnov distance and the"
          + " distance that 95 of 100 right models stay below; and the share of customers inside"
          + " the central 50, 80 and 95 %% intervals beside the share that the model itself implies:"
          + " purchases are whole numbers, so that intervals hold more than their level.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  perennial calibration --transactions sales.csv --holdout-days 180 --plot pit.svg",
      "  perennial calibration --simulate 20000 --holdout-days 270",
      "",
      "With --simulate the customers are MBG/NBD and Gamma-Gamma with parameters as fitted to"
          + " CDNOW; the truth is judged first, then what --family fits to them.",
      "",
      "Exit codes: " + ExitCode.HELP
    })
final class CalibrationCommand implements Callable<Integer> {
  private static final int SIMULATED_DAYS = 360;
  private static final int ACQUISITION_DAYS = 90;

  @Mixin private Console console = new Console();
  @Mixin private FitOptions options = new FitOptions();

  @Option(
      names = "--simulate",
      paramLabel = "N",
      description = "Judge on so many simulated customers instead of --transactions.")
  private Optional<Integer> simulate = Optional.empty();

  @Option(
      names = "--plot",
      paramLabel = "FILE.svg",
      description = "Write the histograms of the PIT.")
  private Optional<Path> plot = Optional.empty();

  @Override
  public Integer call() {
    requireSvg();
    requireLogFamily();
    List<CalibrationRun.Result> results;
    try (Progress progress = console.progress()) {
      CalibrationRun run = new CalibrationRun(Clock.systemUTC(), progress);
      results = simulate.isPresent() ? simulated(run) : List.of(run.judge(settings(null)));
    }
    plot.ifPresent(file -> write(file, CalibrationPlot.of(results)));
    console.print(() -> CalibrationText.json(results), () -> CalibrationText.of(results));
    return results.getLast().converged() ? ExitCode.OK : ExitCode.NOT_CONVERGED;
  }

  private TrainingSettings settings(@Nullable Path log) {
    return log == null
        ? options.settings(false).undiscounted()
        : options.settingsOf(log.toString(), false).undiscounted();
  }

  private List<CalibrationRun.Result> simulated(CalibrationRun run) {
    TrainingSettings wanted = settings(Path.of("simulated"));
    SimulationSettings simulation =
        new SimulationSettings(
            wanted.seed(),
            simulate.orElseThrow(),
            LocalDate.of(2020, 1, 1),
            ACQUISITION_DAYS,
            SIMULATED_DAYS + Math.max(0, wanted.holdoutDays()),
            new MbgNbd(.525, 6.183, .891, 1.614),
            new GammaGamma(6.25, 3.74, 15.44),
            TimeUnit.WEEK);
    Path log = CalibrationRun.simulate(simulation);
    try {
      List<CalibrationRun.Result> results = new ArrayList<>();
      CalibrationRun.Result fitted = run.judge(settings(log));
      results.add(run.judgeTruth(settings(log), simulation));
      results.add(fitted);
      return results;
    } finally {
      delete(log);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("removing " + file, e);
    }
  }

  private void requireSvg() {
    if (plot.isPresent() && !plot.get().toString().endsWith(".svg")) {
      throw new BadInput("plot '%s' must end in .svg".formatted(plot.get()));
    }
    plot.ifPresent(file -> OutputFile.require("plot", file));
  }

  /** What cannot be judged: counts have no holdout, and there is one set of customers. */
  private void requireLogFamily() {
    if (options.family().input() != Family.Input.TRANSACTIONS) {
      throw new BadInput(
          "--family %s is fitted to %s FILE, which has no held-out days: calibration is for families"
                  .formatted(options.family().label(), options.family().input().option())
              + " of a transaction log, "
              + Family.labels(Family.Input.TRANSACTIONS));
    }
    if (simulate.isPresent() && options.logNamed()) {
      throw new BadInput(
          "--simulate and --transactions do not go together: judge on simulated customers or on a"
              + " log");
    }
    if (simulate.isPresent() && simulate.get() < 1) {
      throw new BadInput("--simulate %d must be 1 or more".formatted(simulate.get()));
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("writing %s failed: %s".formatted(file, e.getMessage()), e);
    }
  }
}
