package perennial.trainer.cli;

import java.util.OptionalLong;
import java.util.concurrent.Callable;
import perennial.registry.Database;
import perennial.registry.Deployment;
import perennial.registry.ModelRegistry;
import perennial.trainer.transactions.BadInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores a version beside the answers, or ends that. */
@Command(
    name = "shadow",
    description = {
      "Score a version on what is answered, beside the answers: it answers nobody.",
      "",
      "Its predictions are in the prediction log, each under the id of the answer that it is"
          + " compared with. Champion and challenger stay.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  perennial shadow 5 --reason \"before it gets customers\"",
      "  perennial shadow --stop --reason \"seen enough\"",
      "",
      "Exit codes: " + ExitCode.HELP
    })
final class ShadowCommand implements Callable<Integer> {
  @Mixin private Console console = new Console();
  @Mixin private VersionOption version = new VersionOption();
  @Mixin private ModelOption model = new ModelOption();
  @Mixin private ReasonOptions why = new ReasonOptions();
  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--stop", description = "End the shadow.")
  private boolean stop;

  @Override
  public Integer call() {
    if (stop == version.number().isPresent()) {
      throw new BadInput("give the version to score, or --stop");
    }
    try (Database opened = database.open()) {
      ModelRegistry registry = opened.registry();
      Deployment live = LiveDeployment.of(registry, model.name());
      if (stop && live.shadowVersion().isEmpty()) {
        throw new BadInput("%s has no shadow".formatted(live.model()));
      }
      OptionalLong wanted = stop ? OptionalLong.empty() : OptionalLong.of(version.required());
      Deployment deployed = registry.deploy(LiveDeployment.withShadow(live, wanted, why));
      console.print(() -> RegistryJson.deployment(deployed), () -> DeploymentText.arms(deployed));
      return ExitCode.OK;
    }
  }
}
