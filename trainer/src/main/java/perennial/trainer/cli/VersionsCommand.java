package perennial.trainer.cli;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import perennial.registry.Database;
import perennial.registry.Deployment;
import perennial.registry.ModelVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists versions. */
@Command(
    name = "versions",
    description = {"List the versions of a model, newest first.", ""},
    footer = {
      "",
      "Example:",
      "  perennial versions --model retail --limit 50",
      "",
      "Exit codes: " + ExitCode.HELP
    })
final class VersionsCommand implements Callable<Integer> {
  @Mixin private Console console = new Console();
  @Mixin private ModelOption model = new ModelOption();
  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Mixin private LimitOption limit = new LimitOption();

  @Option(
      names = "--before",
      paramLabel = "N",
      defaultValue = "0",
      description = "Only versions below this one.")
  private long before;

  @Override
  public Integer call() {
    try (Database registry = database.open()) {
      List<ModelVersion> versions =
          registry.registry().versions(model.name(), before, limit.value());
      Optional<Deployment> live = registry.registry().live(model.name());
      console.print(() -> RegistryJson.versions(versions), () -> text(versions, live));
      return ExitCode.OK;
    }
  }

  private static String text(List<ModelVersion> versions, Optional<Deployment> live) {
    Table table = Table.of("rlllrrl");
    table.row("version", "family", "registered", "data up to", "customers", "holdout MAE", "");
    for (ModelVersion version : versions) {
      Double mae = version.metrics().get("holdout.mae");
      boolean champion = live.filter(d -> d.championVersion() == version.version()).isPresent();
      table.row(
          Long.toString(version.version()),
          version.family(),
          version.registeredAt().truncatedTo(ChronoUnit.SECONDS).toString(),
          version.provenance().observationEnd().toString(),
          String.format(Locale.ROOT, "%,d", version.provenance().customers()),
          mae == null ? "-" : String.format(Locale.ROOT, "%.4f", mae),
          champion ? "champion" : "");
    }
    return table.text("");
  }
}
