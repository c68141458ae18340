package perennial.trainer.cli;

import java.util.concurrent.Callable;
import perennial.registry.Database;
import perennial.registry.Deployment;
import perennial.registry.ModelRegistry;
import perennial.registry.NewDeployment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes a version the champion. */
@Command(
    name = "promote",
    description = {
      "Make a version the champion: every server swaps to it once it has verified it.",
      "",
      "The change is compared and set: if somebody else deploys first, nothing is changed and the"
          + " winner is named (exit code 4).",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  perennial promote 3 --reason \"holdout MAE 4 %% lower\"",
      "  perennial promote --version 3 --model retail --expected-sequence 7 --reason planned",
      "",
      "Exit codes: " + ExitCode.HELP
    })
final class PromoteCommand implements Callable<Integer> {
  @Mixin private Console console = new Console();
  @Mixin private VersionOption version = new VersionOption();
  @Mixin private ModelOption model = new ModelOption();
  @Mixin private ReasonOptions why = new ReasonOptions();
  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Override
  public Integer call() {
    long wanted = version.required();
    try (Database opened = database.open()) {
      ModelRegistry registry = opened.registry();
      long live = registry.live(model.name()).map(Deployment::sequence).orElse(0L);
      Deployment deployed =
          registry.deploy(
              NewDeployment.champion(
                  model.name(), wanted, why.expectedOr(live), why.actor(), why.reason()));
      console.print(
          () -> RegistryJson.deployment(deployed), () -> DeploymentText.done("promoted", deployed));
      return ExitCode.OK;
    }
  }
}
