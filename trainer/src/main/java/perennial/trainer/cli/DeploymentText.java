package perennial.trainer.cli;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import perennial.registry.Deployment;

/** Deployments in words. */
final class DeploymentText {
  private DeploymentText() {}

  static String done(String what, Deployment deployment) {
    return "%s %s version %d (deployment %d, by %s): %s"
        .formatted(
            what,
            deployment.model(),
            deployment.championVersion(),
            deployment.sequence(),
            deployment.actor(),
            deployment.reason());
  }

  static String list(List<Deployment> deployments) {
    if (deployments.isEmpty()) {
      return "no deployment yet: perennial promote VERSION --reason \"...\"";
    }
    Table table = Table.of("rrlllll");
    table.row("sequence", "champion", "challenger", "shadow", "deployed", "by", "reason");
    for (Deployment d : deployments) {
      table.row(
          Long.toString(d.sequence()),
          "v" + d.championVersion(),
          d.challengerVersion().isPresent()
              ? String.format(
                  Locale.ROOT,
                  "v%d %.0f %%",
                  d.challengerVersion().getAsLong(),
                  100 * d.challengerShare())
              : "-",
          d.shadowVersion().isPresent() ? "v" + d.shadowVersion().getAsLong() : "-",
          d.deployedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
          d.actor(),
          d.reason());
    }
    return table.text("");
  }
}
