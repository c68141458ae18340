package perennial.trainer.cli;

import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /** All that a deployment serves, such as {@code champion v3, challenger v4 at 10 %}. */
  static String arms(Deployment d) {
    String challenger =
        d.challengerVersion().isPresent()
            ? "challenger v%d at %s %%"
                .formatted(d.challengerVersion().getAsLong(), percent(d.challengerShare()))
            : "no challenger";
    String shadow =
        d.shadowVersion().isPresent() ? "shadow v" + d.shadowVersion().getAsLong() : "no shadow";
    return "%s: champion v%d, %s, %s (deployment %d, by %s): %s"
        .formatted(
            d.model(),
            d.championVersion(),
            challenger,
            shadow,
            d.sequence(),
            d.actor(),
            d.reason());
  }

  /** What ended with a deployment; empty when nothing did. */
  static String ended(Optional<Deployment> before, Deployment now) {
    List<String> ended = new ArrayList<>();
    before.ifPresent(b -> {
      b.challengerVersion()
          .ifPresent(v -> {
            if (now.challengerVersion().isEmpty()) {
              ended.add("challenger v" + v);
            }
          });
      b.shadowVersion()
          .ifPresent(v -> {
            if (now.shadowVersion().isEmpty()) {
              ended.add("shadow v" + v);
            }
          });
    });
    return ended.isEmpty() ? "" : "\nended: " + String.join(", ", ended);
  }

  private static String percent(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString();
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
              ? "v%d %s %%"
                  .formatted(d.challengerVersion().getAsLong(), percent(d.challengerShare()))
              : "-",
          d.shadowVersion().isPresent() ? "v" + d.shadowVersion().getAsLong() : "-",
          d.deployedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
          d.actor(),
          d.reason());
    }
    return table.text("");
  }
}
