package perennial.trainer.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import perennial.registry.Database;
import perennial.trainer.OutputFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a version to a file. */
@Command(
    name = "export",
    description = {
      "Write a version to one file: artifact, hash, provenance, metrics and report.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  perennial export 3 --model retail --output retail-v3.perennial",
      "",
      "Exit codes: " + ExitCode.HELP
    })
final class ExportCommand implements Callable<Integer> {
  @Mixin private Console console = new Console();
  @Mixin private VersionOption version = new VersionOption();
  @Mixin private ModelOption model = new ModelOption();
  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Default: MODEL-vVERSION.perennial in the present folder.")
  private Optional<Path> output = Optional.empty();

  @Override
  public Integer call() {
    long number = version.required();
    Path file = output.orElseGet(() -> Path.of("%s-v%d.perennial".formatted(model.name(), number)));
    OutputFile.require("output", file);
    try (Database registry = database.open()) {
      byte[] bytes = registry.registry().export(model.name(), number);
      Files.write(file, bytes);
      console.print(
          () ->
              JsonNodeFactory.instance
                  .objectNode()
                  .put("model", model.name())
                  .put("version", number)
                  .put("file", file.toString())
                  .put("bytes", bytes.length),
          () ->
              "exported %s version %d to %s (%,d bytes)"
                  .formatted(model.name(), number, file, bytes.length));
      return ExitCode.OK;
    } catch (IOException e) {
      throw new UncheckedIOException("writing %s failed: %s".formatted(file, e.getMessage()), e);
    }
  }
}
