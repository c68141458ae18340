package perennial.deploy;

import java.util.Set;
import java.util.concurrent.Callable;
import perennial.registry.Database;
import perennial.registry.KeyScope;
import perennial.trainer.cli.DatabaseOptions;
import perennial.trainer.cli.ExitCode;
import perennial.trainer.cli.HelpOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code perennial registry-key}: the same as {@code api-key --scope registry}, and older. */
@Command(
    name = "registry-key",
    description = {
      "Issue a key for registry changes over gRPC, sent as `authorization: Bearer KEY`.",
      "",
      "Deployments made with it carry its name in the audit. The same as `perennial api-key --name"
          + " NAME --scope registry`.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  perennial registry-key --name ci",
      "",
      "Exit codes: " + ExitCode.HELP
    })
final class RegistryKeyCommand implements Callable<Integer> {
  static final Set<KeyScope> SCOPE = Set.of(KeyScope.REGISTRY);
  static final String DEFAULT_NAME = "demo";

  @Mixin private HelpOption help = new HelpOption();
  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      required = true,
      description = "Who or what will use it, such as ci; shown in the audit.")
  private String name = "";

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli injects it
  private CommandSpec spec;

  @Override
  public Integer call() {
    try (Database open = database.open()) {
      String key = open.accounts().issueKey(name, SCOPE, System.getProperty("user.name"));
      ShownOnce.print(
          spec,
          key,
          "Registry key '" + name + "'; only its hash is stored, it is not shown again.");
      return 0;
    }
  }
}
