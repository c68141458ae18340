package perennial.trainer.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.Callable;
import perennial.evaluation.TrainingReport;
import perennial.model.Provenance;
import perennial.registry.Database;
import perennial.registry.ModelVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows one version. */
@Command(
    name = "show",
    description = {"Show a version: its provenance and the report of its training.", ""},
    footer = {
      "",
      "Examples:",
      "  perennial show           (the champion)",
      "  perennial show 3",
      "  perennial show 3 --model retail --json",
      "",
      "Exit codes: " + ExitCode.HELP
    })
final class ShowCommand implements Callable<Integer> {
  @Mixin private Console console = new Console();
  @Mixin private VersionOption version = new VersionOption();
  @Mixin private ModelOption model = new ModelOption();
  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Override
  public Integer call() {
    try (Database registry = database.open()) {
      long number = version.orChampion(registry.registry(), model.name());
      ModelVersion shown = registry.registry().version(model.name(), number);
      TrainingReport report = registry.registry().report(model.name(), number);
      console.print(
          () -> {
            ObjectNode json = RegistryJson.version(shown);
            json.set("report", TrainingJson.of(report, Optional.empty()));
            return json;
          },
          () -> text(shown) + "\n" + TrainingText.of(report, Optional.empty()));
      return ExitCode.OK;
    }
  }

  private static String text(ModelVersion version) {
    Provenance made = version.provenance();
    Table table = Table.of("ll");
    table.row("model", version.model());
    table.row("version", Long.toString(version.version()));
    table.row("family", version.family());
    table.row("registered", version.registeredAt() + " by " + version.registeredBy());
    table.row(
        "artifact",
        "%d bytes, sha256 %s".formatted(version.artifactBytes(), version.artifactSha256()));
    table.row("data", "%s, sha256 %s".formatted(made.dataSource(), made.dataSha256()));
    table.row("fitted", made.fittedAt() + " by perennial " + made.codeRevision());
    table.row("on", made.java() + "; " + made.operatingSystem());
    made.settings().forEach((name, value) -> table.row("--" + name, value));
    return table.text("");
  }
}
