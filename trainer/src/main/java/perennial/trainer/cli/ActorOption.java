package perennial.trainer.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Who acts, for the audit. A mixin. */
final class ActorOption {
  @Option(
      names = "--actor",
      paramLabel = "NAME",
      description = "Who does this, for the audit. Default: the user of the operating system.")
  private Optional<String> actor = Optional.empty();

  String name() {
    return actor.orElseGet(() -> System.getProperty("user.name", "unknown"));
  }
}
