package perennial.deploy;

import java.util.concurrent.Callable;
import perennial.registry.Database;
import perennial.trainer.cli.DatabaseOptions;
import perennial.trainer.cli.ExitCode;
import perennial.trainer.cli.HelpOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code perennial admin-password}: a new one-time password for the admin UI. */
@Command(
    name = "admin-password",
    description = {
      "Issue a one-time password for the admin UI, and end the user's sessions.",
      "",
      "The next sign-in must set a new password.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  perennial admin-password",
      "  perennial admin-password --user ana",
      "",
      "Exit codes: " + ExitCode.HELP
    })
final class AdminPasswordCommand implements Callable<Integer> {
  /** The user of the demo. */
  static final String USER = "admin";

  @Mixin private HelpOption help = new HelpOption();
  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = "--user",
      defaultValue = USER,
      description = "User to issue it for; created if new. Default: ${DEFAULT-VALUE}.")
  private String user = USER;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli injects it
  private CommandSpec spec;

  @Override
  public Integer call() {
    try (Database open = database.open()) {
      String password = open.accounts().issuePassword(user, System.getProperty("user.name"));
      spec.commandLine().getOut().println(password);
      spec.commandLine()
          .getErr()
          .println("One-time password of user " + user + "; it is not stored and not shown again.");
      return 0;
    }
  }
}
