package perennial.trainer.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import perennial.registry.Database;
import perennial.registry.Deployment;
import perennial.registry.ModelRegistry;
import perennial.registry.NewDeployment;
import perennial.trainer.transactions.BadInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Goes back to a version that served before. */
@Command(
    name = "rollback",
    description = {
      "Go back to a version that served before.",
      "",
      "Without --to that is the champion before the present one. History is not edited: a"
          + " rollback is a deployment of its own. Challenger and shadow end with it.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  perennial rollback --reason \"complaints about scores\"",
      "  perennial rollback --to 2 --reason \"last known good\"",
      "",
      "Exit codes: " + ExitCode.HELP
    })
final class RollbackCommand implements Callable<Integer> {
  private static final int PAGE = 100;

  @Mixin private Console console = new Console();
  @Mixin private ModelOption model = new ModelOption();
  @Mixin private ReasonOptions why = new ReasonOptions();
  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--to", paramLabel = "VERSION", description = "The version to go back to.")
  private Optional<Long> to = Optional.empty();

  @Override
  public Integer call() {
    try (Database opened = database.open()) {
      ModelRegistry registry = opened.registry();
      Deployment live = live(registry);
      long version = champion(registry, live);
      Deployment deployed =
          registry.deploy(
              NewDeployment.champion(
                  model.name(),
                  version,
                  why.expectedOr(live.sequence()),
                  why.actor(),
                  why.reason()));
      console.print(
          () -> RegistryJson.deployment(deployed),
          () ->
              DeploymentText.done("rolled back to", deployed)
                  + DeploymentText.ended(Optional.of(live), deployed));
      return ExitCode.OK;
    }
  }

  private Deployment live(ModelRegistry registry) {
    return registry
        .live(model.name())
        .orElseThrow(() -> {
          registry.versions(model.name(), 0, 1); // an unknown model is named as such
          return new BadInput(
              "%s was never deployed: there is nothing to roll back to".formatted(model.name()));
        });
  }

  /** The wanted version, which must have been champion, or the champion before the live one. */
  private long champion(ModelRegistry registry, Deployment live) {
    long before = live.sequence();
    while (true) {
      List<Deployment> page = registry.deployments(model.name(), before, PAGE);
      for (Deployment deployment : page) {
        long champion = deployment.championVersion();
        if (to.isPresent() ? champion == to.get() : champion != live.championVersion()) {
          return champion;
        }
      }
      if (page.size() < PAGE) {
        throw new BadInput(
            to.isPresent()
                ? "version %d of %s never was champion: promote it instead"
                    .formatted(to.get(), model.name())
                : "no other version of %s served before version %d"
                    .formatted(model.name(), live.championVersion()));
      }
      before = page.getLast().sequence();
    }
  }
}
