package perennial.trainer.cli;

import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every change of a deployment must say. A mixin. */
final class ReasonOptions {
  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why; kept in the deployment and in the audit.")
  private String reason = "";

  @Option(
      names = "--expected-sequence",
      paramLabel = "N",
      description = {
        "Change only if this deployment is live (0: none yet).",
        "Default: the one that is live when the command starts."
      })
  private Optional<Long> expectedSequence = Optional.empty();

  @Mixin private ActorOption actor = new ActorOption();

  String reason() {
    return reason;
  }

  String actor() {
    return actor.name();
  }

  long expectedOr(long live) {
    return expectedSequence.orElse(live);
  }
}
