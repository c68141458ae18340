package perennial.trainer.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The trainer's commands, for whoever mounts them under a root command. */
public final class TrainerCommands {
  private TrainerCommands() {}

  /** New command objects, in the order that a help page lists them. */
  public static List<Callable<Integer>> all() {
    return List.of(
        new FitCommand(),
        new TrainCommand(),
        new LoadCommand(),
        new CalibrationCommand(),
        new WatchCommand(),
        new ScoreCommand(),
        new VersionsCommand(),
        new ShowCommand(),
        new PromoteCommand(),
        new RollbackCommand(),
        new ChallengerCommand(),
        new ShadowCommand(),
        new DeploymentsCommand(),
        new ExportCommand(),
        new ImportCommand(),
        new PredictCommand(),
        new RetrainCommand(),
        new RunsCommand(),
        new WorkerCommand(),
        new SimulateCommand(),
        new MigrateCommand());
  }

  /**
   * Mounts all commands, and gives the whole command line the trainer's exit codes and error
   * messages. Call it once, after every other subcommand was added.
   */
  public static CommandLine mountOn(CommandLine root) {
    for (Callable<Integer> command : all()) {
      root.addSubcommand(command);
    }
    Numbers.registerOn(root);
    return root.setExecutionExceptionHandler((e, line, parsed) -> Failures.handle(e, line))
        .setParameterExceptionHandler(Failures::handleUsage)
        .setUsageHelpWidth(100)
        .setUsageHelpAutoWidth(false);
  }

  /** A command line of these commands alone. */
  public static CommandLine commandLine() {
    return mountOn(new CommandLine(new TrainerCommand()));
  }

  /** The root of {@link #commandLine()}. */
  @Command(
      name = "perennial",
      description = "Customer lifetime value: fitted, versioned, served and watched.",
      synopsisSubcommandLabel = "COMMAND")
  static final class TrainerCommand implements Callable<Integer> {
    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Show this help.")
    private boolean help;

    @Override
    public Integer call() {
      throw new CommandLine.ParameterException(spec.commandLine(), "which command?");
    }
  }
}
