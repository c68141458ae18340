package perennial.trainer.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.Callable;
import perennial.registry.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Brings the registry's schema up to date. */
@Command(
    name = "migrate",
    description = {
      "Bring the registry's schema up to date; run it before new software starts.",
      "",
      "It changes nothing when the schema is current.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  perennial migrate --database-url postgresql://perennial@db/perennial",
      "",
      "Exit codes: " + ExitCode.HELP
    })
final class MigrateCommand implements Callable<Integer> {
  @Mixin private Console console = new Console();
  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Override
  public Integer call() {
    try (Database registry = database.openUnchecked()) {
      int applied = migrate(registry);
      console.print(
          () -> JsonNodeFactory.instance.objectNode().put("applied", applied),
          () ->
              switch (applied) {
                case 0 -> "the schema is current";
                case 1 -> "applied 1 migration";
                default -> "applied %d migrations".formatted(applied);
              });
      return ExitCode.OK;
    }
  }

  private static int migrate(Database registry) {
    try {
      return registry.migrate();
    } catch (IllegalStateException e) {
      throw new RegistryNotReady(String.valueOf(e.getMessage()), e);
    }
  }
}
