package perennial.trainer.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import perennial.registry.Database;
import perennial.registry.RegistryUnavailable;
import perennial.trainer.Outage;
import perennial.trainer.TrainingProgress;
import perennial.trainer.worker.JobMeasurements;
import perennial.trainer.worker.Worker;
import perennial.trainer.worker.WorkerConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Does what goes on in the background until it is told to stop. */
@Command(
    name = "worker",
    description = {
      "Watch, retrain and tell: the work in the background, until SIGTERM or Ctrl-C.",
      "",
      "It measures the days and weeks that have closed, compares old predictions with what customers"
          + " did, fits the runs that were queued by a schedule, an alarm or a person, puts every new"
          + " version through its gates, and delivers webhooks.",
      "",
      "Any number of workers share the work; each piece is done by one. A worker that stops hands its"
          + " run back to the queue; the run of one that was killed is taken over after a minute, and"
          + " given up when that happens twice. Without the database it waits.",
      ""
    },
    footer = {
      "",
      "Settings are environment variables, PERENNIAL_WORKER_...; trainer/docs/retraining.md has all:",
      "  PERENNIAL_WORKER_GRACE_MINUTES=120     measures a window so long after its end",
      "  PERENNIAL_WORKER_SILENCE_SECONDS=60    takes over a run whose worker was silent so long",
      "  PERENNIAL_WORKER_GATE_HOLDOUT_MARGIN=0.05   and the other limits of the gates",
      "",
      "Examples:",
      "  perennial worker --database-url postgresql://perennial@db/perennial",
      "  perennial retrain --model retail --reason \"new prices\" --wait",
      "",
      "Exit codes: " + ExitCode.HELP
    })
final class WorkerCommand implements Callable<Integer> {
  private static final long BETWEEN_TRIES_SECONDS = 2;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli injects it
  private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    WorkerConfig config = WorkerConfig.from(System.getenv());
    try (StopSignal stop = StopSignal.listen();
        Database registry = database.openUnchecked()) {
      if (waitForSchema(registry, stop)) {
        Clock clock = registry.time();
        try (Worker worker =
            Worker.start(
                config,
                registry,
                new JobMeasurements(registry, clock),
                new RunFitOptions(),
                clock,
                TrainingProgress.NONE)) {
          say("The worker is up: it takes runs and measures windows until it is stopped.");
          stop.await();
        }
      }
    }
    return ExitCode.OK;
  }

  /** False when it was told to stop before the database came. */
  private boolean waitForSchema(Database registry, StopSignal stop) throws InterruptedException {
    Outage outage = new Outage();
    do {
      try {
        registry.verifySchema();
        outage.answered();
        return true;
      } catch (RegistryUnavailable e) {
        outage.missed(e);
      } catch (IllegalStateException e) {
        throw new RegistryNotReady(String.valueOf(e.getMessage()), e);
      }
    } while (!stop.await(BETWEEN_TRIES_SECONDS, TimeUnit.SECONDS));
    return false;
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
