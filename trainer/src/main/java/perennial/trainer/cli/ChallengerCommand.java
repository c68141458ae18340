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

/** Gives a version a share of the customers, changes the share, or ends it. */
@Command(
    name = "challenger",
    description = {
      "Let a version answer a share of the customers, beside the champion.",
      "",
      "Which customers is settled by a hash of their ids: a raised share keeps those it had, and"
          + " another challenger gets others. Requests that bring a history, not an id, are always"
          + " the champion's. Champion and shadow stay.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  perennial challenger 4 --share 0.1 --reason \"try the refit\"",
      "  perennial challenger --share 0.2 --reason \"a week without findings\"",
      "  perennial challenger --stop --reason \"no better\"",
      "",
      "Exit codes: " + ExitCode.HELP
    })
final class ChallengerCommand implements Callable<Integer> {
  @Mixin private Console console = new Console();
  @Mixin private VersionOption version = new VersionOption();
  @Mixin private ModelOption model = new ModelOption();
  @Mixin private ReasonOptions why = new ReasonOptions();
  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = "--share",
      paramLabel = "SHARE",
      description = {
        "Share of the customers, 0 to 1; without a version: of the challenger that is live."
      })
  private Optional<Double> share = Optional.empty();

  @Option(names = "--stop", description = "End the challenger: the champion answers everybody.")
  private boolean stop;

  @Override
  public Integer call() {
    check();
    try (Database opened = database.open()) {
      ModelRegistry registry = opened.registry();
      Deployment deployed = registry.deploy(wanted(LiveDeployment.of(registry, model.name())));
      console.print(() -> RegistryJson.deployment(deployed), () -> DeploymentText.arms(deployed));
      return ExitCode.OK;
    }
  }

  private void check() {
    if (stop && (share.isPresent() || version.number().isPresent())) {
      throw new BadInput("--stop ends whatever challenger is live: give no version and no --share");
    }
    if (!stop && share.isEmpty()) {
      throw new BadInput("which share? give --share, such as 0.1, or --stop");
    }
    if (share.isPresent() && !(0 <= share.get() && share.get() <= 1)) {
      throw new BadInput("--share %s must be in [0, 1]".formatted(share.get()));
    }
  }

  private NewDeployment wanted(Deployment live) {
    boolean any = live.challengerVersion().isPresent();
    if (!any && (stop || version.number().isEmpty())) {
      throw new BadInput(
          "%s has no challenger: perennial challenger VERSION --share 0.1".formatted(live.model()));
    }
    return stop
        ? LiveDeployment.withChallenger(live, OptionalLong.empty(), 0, why)
        : LiveDeployment.withChallenger(
            live,
            OptionalLong.of(version.number().orElseGet(() -> live.challengerVersion().getAsLong())),
            share.orElseThrow(),
            why);
  }
}
