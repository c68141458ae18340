package perennial.trainer.cli;

import java.util.Optional;
import perennial.trainer.transactions.BadInput;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A version number, as the argument or as an option. A mixin. */
final class VersionOption {
  @Parameters(arity = "0..1", paramLabel = "VERSION", description = "Version number.")
  private Optional<Long> argument = Optional.empty();

  @Option(names = "--version", paramLabel = "VERSION", description = "The same as an option.")
  private Optional<Long> option = Optional.empty();

  Optional<Long> number() {
    if (argument.isPresent() && option.isPresent()) {
      throw new BadInput("give the version once, as the argument or as --version");
    }
    return argument.isPresent() ? argument : option;
  }

  long required() {
    return number().orElseThrow(() -> new BadInput("which version? give its number"));
  }
}
