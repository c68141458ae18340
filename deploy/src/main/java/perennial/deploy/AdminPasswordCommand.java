package perennial.deploy;

import java.util.Optional;
import java.util.concurrent.Callable;
import perennial.registry.Database;
import perennial.registry.Users;
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
      "The next sign-in must set a new password. A new user is an admin; another one keeps the role,"
          + " and may sign in again if disabled.",
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
      paramLabel = "NAME",
      defaultValue = USER,
      description = "User to issue it for; made an admin if new. Default: ${DEFAULT-VALUE}.")
  private String user = USER;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli injects it
  private CommandSpec spec;

  @Override
  public Integer call() {
    try (Database open = database.open()) {
      Optional<Users.Member> before =
          open.users().members().stream().filter(member -> member.name().equals(user)).findFirst();
      String password = open.accounts().issuePassword(user, System.getProperty("user.name"));
      ShownOnce.print(
          spec,
          password,
          "One-time password of %s; only its hash is stored, it is not shown again."
              .formatted(
                  before
                      .map(AdminPasswordCommand::inWords)
                      .orElse("the new admin '" + user + "'")));
      return 0;
    }
  }

  private static String inWords(Users.Member member) {
    return "'%s' (%s%s)"
        .formatted(
            member.name(),
            member.role().text(),
            member.disabled() ? ", who was disabled and may sign in again" : "");
  }
}
