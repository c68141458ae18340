package perennial.trainer.cli;

import java.util.List;
import java.util.concurrent.Callable;
import perennial.registry.Database;
import perennial.registry.Deployment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists deployments. */
@Command(
    name = "deployments",
    description = {"List what a model serves and served; the first line is live.", ""},
    footer = {
      "",
      "Example:",
      "  perennial deployments --model retail",
      "",
      "Exit codes: " + ExitCode.HELP
    })
final class DeploymentsCommand implements Callable<Integer> {
  @Mixin private Console console = new Console();
  @Mixin private ModelOption model = new ModelOption();
  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Mixin private LimitOption limit = new LimitOption();

  @Option(
      names = "--before",
      paramLabel = "N",
      defaultValue = "0",
      description = "Only sequences below this one.")
  private long before;

  @Override
  public Integer call() {
    try (Database registry = database.open()) {
      List<Deployment> deployments =
          registry.registry().deployments(model.name(), before, limit.value());
      console.print(
          () -> RegistryJson.deployments(deployments), () -> DeploymentText.list(deployments));
      return ExitCode.OK;
    }
  }
}
