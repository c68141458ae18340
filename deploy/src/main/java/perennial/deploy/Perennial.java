package perennial.deploy;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import perennial.trainer.cli.TrainerCommands;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of Perennial: {@code perennial COMMAND}. */
@Command(
    name = "perennial",
    description = "Customer lifetime value: fitted, versioned, served and watched.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Perennial.Version.class,
    footer = {"", "Start with `perennial demo`. Each command explains itself with --help."})
public final class Perennial implements Callable<Integer> {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  private boolean version;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli injects it
  private CommandSpec spec;

  private Perennial() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(commandLine(arguments).execute(arguments));
  }

  /**
   * The root with the command that the arguments name; with every command where they name none.
   * Making all of them would be a tenth of a server's start.
   */
  static CommandLine commandLine(String... arguments) {
    Map<String, Supplier<Callable<Integer>>> all = commands();
    CommandLine root = new CommandLine(new Perennial());
    if (arguments.length > 0 && all.containsKey(arguments[0])) {
      return TrainerCommands.mountOn(root, List.of(Objects.requireNonNull(all.get(arguments[0]))));
    }
    TrainerCommands.mountOn(root, all.values()).addSubcommand(new HelpCommand());
    root.getHelpSectionMap().put(SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
    root.getHelpSectionMap().put(SECTION_KEY_COMMAND_LIST, CommandGroups::text);
    return root;
  }

  private static Map<String, Supplier<Callable<Integer>>> commands() {
    Map<String, Supplier<Callable<Integer>>> commands = new LinkedHashMap<>();
    commands.put("demo", DemoCommand::new);
    commands.put("server", ServerCommand::new);
    commands.put("admin", AdminCommand::new);
    commands.put("admin-password", AdminPasswordCommand::new);
    commands.put("api-key", ApiKeyCommand::new);
    commands.put("registry-key", RegistryKeyCommand::new);
    commands.put("rehearse", RehearseCommand::new);
    commands.putAll(TrainerCommands.all());
    return commands;
  }

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "which command?");
  }

  /** What {@code --version} prints. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Perennial.class.getPackage().getImplementationVersion();
      return new String[] {
        "perennial " + (version == null ? "(not packaged)" : version), "Java " + Runtime.version()
      };
    }
  }
}
