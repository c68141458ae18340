package perennial.trainer.cli;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The trainer's commands, for whoever mounts them under a root command. */
public final class TrainerCommands {
  private TrainerCommands() {}

  /** How each command is made, by its name, in the order that a help page lists them. */
  public static Map<String, Supplier<Callable<Integer>>> all() {
    Map<String, Supplier<Callable<Integer>>> commands = new LinkedHashMap<>();
    commands.put("fit", FitCommand::new);
    commands.put("train", TrainCommand::new);
    commands.put("load", LoadCommand::new);
    commands.put("calibration", CalibrationCommand::new);
    commands.put("watch", WatchCommand::new);
    commands.put("score", ScoreCommand::new);
    commands.put("versions", VersionsCommand::new);
    commands.put("show", ShowCommand::new);
    commands.put("promote", PromoteCommand::new);
    commands.put("rollback", RollbackCommand::new);
    commands.put("challenger", ChallengerCommand::new);
    commands.put("shadow", ShadowCommand::new);
    commands.put("deployments", DeploymentsCommand::new);
    commands.put("export", ExportCommand::new);
    commands.put("import", ImportCommand::new);
    commands.put("predict", PredictCommand::new);
    commands.put("retrain", RetrainCommand::new);
    commands.put("runs", RunsCommand::new);
    commands.put("policy", PolicyCommand::new);
    commands.put("worker", WorkerCommand::new);
    commands.put("simulate", SimulateCommand::new);
    commands.put("migrate", MigrateCommand::new);
    return commands;
  }

  /**
   * Mounts commands, and gives the whole command line the trainer's exit codes and error messages.
   * Call it once, after every other subcommand was added.
   */
  public static CommandLine mountOn(
      CommandLine root, Collection<Supplier<Callable<Integer>>> commands) {
    commands.forEach(command -> root.addSubcommand(command.get()));
    Numbers.registerOn(root);
    return root.setExecutionExceptionHandler((e, line, parsed) -> Failures.handle(e, line))
        .setParameterExceptionHandler(Failures::handleUsage)
        .setHelpFactory(FlowingHelp::new)
        .setUsageHelpWidth(100)
        .setUsageHelpAutoWidth(false);
  }

  /** A command line of these commands alone. */
  public static CommandLine commandLine() {
    return mountOn(new CommandLine(new TrainerCommand()), all().values());
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
