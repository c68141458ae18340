package perennial.trainer.cli;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import perennial.registry.Database;
import perennial.registry.Deployment;
import perennial.registry.ModelRegistry;
import perennial.registry.NewDeployment;
import perennial.trainer.transactions.BadInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a version the champion. */
@Command(
    name = "promote",
    description = {
      "Make a version the champion: every server swaps to it once it has verified it.",
      "",
      "The change is compared and set: if somebody else deploys first, nothing is changed and the"
          + " winner is named (exit code 4).",
      "",
      "Challenger and shadow end with it, unless they are kept.",
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

  @Option(names = "--keep-challenger", description = "Go on with the challenger and its share.")
  private boolean keepChallenger;

  @Option(names = "--keep-shadow", description = "Go on with the shadow.")
  private boolean keepShadow;

  @Override
  public Integer call() {
    long champion = version.required();
    try (Database opened = database.open()) {
      ModelRegistry registry = opened.registry();
      Optional<Deployment> live = registry.live(model.name());
      Deployment deployed = registry.deploy(wanted(champion, live));
      console.print(
          () -> RegistryJson.deployment(deployed),
          () -> DeploymentText.done("promoted", deployed) + DeploymentText.ended(live, deployed));
      return ExitCode.OK;
    }
  }

  private NewDeployment wanted(long champion, Optional<Deployment> live) {
    OptionalLong challenger = kept(keepChallenger, live.map(Deployment::challengerVersion));
    OptionalLong shadow = kept(keepShadow, live.map(Deployment::shadowVersion));
    if (challenger.equals(OptionalLong.of(champion))) {
      throw new BadInput(
          "version %d is the challenger: it cannot be kept as such beside itself"
              .formatted(champion));
    }
    return new NewDeployment(
        model.name(),
        champion,
        challenger,
        challenger.isPresent() ? live.map(Deployment::challengerShare).orElse(0.0) : 0,
        shadow,
        why.expectedOr(live.map(Deployment::sequence).orElse(0L)),
        why.actor(),
        why.reason());
  }

  private static OptionalLong kept(boolean keep, Optional<OptionalLong> version) {
    return keep ? version.orElse(OptionalLong.empty()) : OptionalLong.empty();
  }
}
