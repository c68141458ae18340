package perennial.trainer.cli;

import java.util.Optional;
import perennial.registry.Deployment;
import perennial.registry.ModelRegistry;
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

  /** The number given, else the model's champion. */
  long orChampion(ModelRegistry registry, String model) {
    return number()
        .or(() -> registry.live(model).map(Deployment::championVersion))
        .orElseThrow(() -> {
          var unused = registry.versions(model, 0, 1); // refuses an unknown model
          return new BadInput(
              "%s serves no version: say which one with --version".formatted(model));
        });
  }

  long required() {
    return number().orElseThrow(() -> new BadInput("which version? give its number"));
  }
}
