package perennial.deploy;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING;

import java.util.concurrent.Callable;
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
    System.exit(commandLine().execute(arguments));
  }

  /** The root with every command mounted. */
  static CommandLine commandLine() {
    CommandLine root =
        new CommandLine(new Perennial())
            .addSubcommand(new DemoCommand())
            .addSubcommand(new ServerCommand())
            .addSubcommand(new AdminCommand())
            .addSubcommand(new AdminPasswordCommand())
            .addSubcommand(new ApiKeyCommand())
            .addSubcommand(new RegistryKeyCommand())
            .addSubcommand(new RehearseCommand());
    TrainerCommands.mountOn(root);
    root.addSubcommand(new HelpCommand());
    root.getHelpSectionMap().put(SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
    root.getHelpSectionMap().put(SECTION_KEY_COMMAND_LIST, CommandGroups::text);
    return root;
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
