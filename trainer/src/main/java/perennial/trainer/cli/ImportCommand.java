package perennial.trainer.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import perennial.registry.ArtifactCorrupted;
import perennial.registry.Database;
import perennial.registry.ModelVersion;
import perennial.trainer.transactions.BadInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Registers an exported version. */
@Command(
    name = "import",
    description = {
      "Register an exported version as the next version of a model.",
      "",
      "Its artifact, hash, provenance and report stay what they were.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  perennial import retail-v3.perennial --model retail",
      "",
      "Exit codes: " + ExitCode.HELP
    })
final class ImportCommand implements Callable<Integer> {
  @Mixin private Console console = new Console();
  @Mixin private ModelOption model = new ModelOption();
  @Mixin private ActorOption actor = new ActorOption();
  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Parameters(paramLabel = "FILE", description = "What `perennial export` wrote.")
  private Path file = Path.of("");

  @Override
  public Integer call() {
    byte[] bytes = read();
    try (Database registry = database.open()) {
      ModelVersion version = imported(registry, bytes);
      console.print(
          () -> RegistryJson.version(version),
          () ->
              "registered %s as %s version %d; it serves nothing before it is promoted"
                  .formatted(file, version.model(), version.version()));
      return ExitCode.OK;
    }
  }

  private ModelVersion imported(Database registry, byte[] bytes) {
    try {
      return registry.registry().importVersion(model.name(), bytes, actor.name());
    } catch (ArtifactCorrupted e) {
      throw new ArtifactCorrupted("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private byte[] read() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new BadInput("no readable file " + file, e);
    }
  }
}
