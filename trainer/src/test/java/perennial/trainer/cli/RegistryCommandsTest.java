package perennial.trainer.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.registry.testing.TestDatabase;

/** Versions: train and register, move to another registry; and what all commands share. */
class RegistryCommandsTest extends RegistryCommandCase {
  @Test
  void train_withHoldout_registersTheRefitAndKeepsBothEnds() throws Exception {
    JsonNode trained = train("--holdout-days", "90");

    assertEquals(1, trained.at("/version").asLong());
    assertEquals(end(trained, 90), trained.at("/observationEnd").asText());
    assertTrue(trained.at("/refit/parameters/alpha").asDouble() > 0);
    assertFalse(trained.at("/refit/parameters/alpha").equals(trained.at("/parameters/alpha")));

    JsonNode shown = json("show", "1");
    assertEquals(trained.at("/dataSha256"), shown.at("/provenance/dataSha256"));
    assertEquals(trained.at("/refit/observationEnd"), shown.at("/provenance/observationEnd"));
    assertEquals("90", shown.at("/provenance/settings/holdout-days").asText());
    assertEquals(trained.at("/parameters"), shown.at("/report/parameters"));
    assertEquals(trained.at("/holdout"), shown.at("/report/holdout"));
    assertEquals(
        trained.at("/holdout/mae").asDouble(), shown.at("/metrics/holdout.mae").asDouble());
  }

  @Test
  void train_uciAsItIs_registersAVersionBesideBaselines() throws Exception {
    JsonNode trained = json(RealDataTest.uci("train", "--holdout-days", "90"));

    assertEquals(1, trained.at("/version").asLong());
    assertEquals(4339, trained.at("/customers").asInt());
    assertEquals(12_427, trained.at("/repeatPurchases").asInt());
    assertEquals("2011-09-10", trained.at("/observationEnd").asText());
    assertEquals("2011-12-09", trained.at("/refit/observationEnd").asText());
    assertTrue(trained.at("/refit/converged").asBoolean());
    assertEquals(3, trained.at("/holdout/baselines").size());
  }

  @Test
  void train_noRefit_registersTheCalibrationFit() throws Exception {
    JsonNode trained = train("--holdout-days", "90", "--no-refit");

    assertFalse(trained.has("refit"));
    assertEquals(trained.at("/observationEnd"), json("show", "1").at("/provenance/observationEnd"));
  }

  @Test
  void train_notConverged_registersNothing() throws Exception {
    Path few =
        Files.writeString(
            folder.resolve("few.csv"),
            "customer,date,amount\n"
                + "a,2026-01-01,1\na,2026-01-09,2\nb,2026-01-01,1\nb,2026-01-09,2\n");

    JsonNode trained =
        Cli.json(ExitCode.NOT_CONVERGED, with("train", "--transactions", few.toString()));
    Cli.Result text = Cli.run("fit", "--transactions", few.toString());

    assertTrue(text.out().contains("Not converged (purchases"), text.out());
    assertFalse(trained.has("version"));
    Cli.Result versions = Cli.run(with("versions"));
    assertEquals(ExitCode.BAD_INPUT, versions.code());
    assertEquals("no model 'retail' in the registry", versions.error());
  }

  @Test
  void train_endAfterTheData_warnsAndRegisters() throws Exception {
    JsonNode trained = train("--observation-end", "2026-06-30");

    assertEquals(1, trained.at("/version").asLong());
    assertTrue(
        trained.at("/warnings/0").asText().startsWith("the observation end 2026-06-30 is after"),
        trained::toString);
  }

  @Test
  void exportAndImport_moveAVersionWithItsHash(@TempDir Path other) throws Exception {
    JsonNode trained = train("--holdout-days", "60");
    Path file = other.resolve("retail.perennial");
    json("export", "1", "--output", file.toString());
    connectTo(other, TestDatabase.freshConfig());

    JsonNode imported =
        Cli.json("import", file.toString(), "--model", "moved", "--data-dir", other.toString());

    assertEquals(trained.at("/artifactSha256"), imported.at("/artifactSha256"));
    assertEquals(trained.at("/dataSha256"), imported.at("/provenance/dataSha256"));
  }

  @Test
  void import_flippedByte_isCorrupted(@TempDir Path other) throws Exception {
    train();
    Path file = other.resolve("retail.perennial");
    json("export", "1", "--output", file.toString());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    Cli.Result result = Cli.run(with("import", file.toString()));

    assertEquals(ExitCode.CORRUPTED, result.code(), result.err());
    assertTrue(result.error().startsWith(file + ": "), result.error());
    assertEquals(1, json("versions").size());
  }

  @Test
  void commands_noRegistry_sayWhatToDo(@TempDir Path empty) {
    Cli.Result result = Cli.run("versions", "--data-dir", empty.toString());

    assertEquals(ExitCode.UNAVAILABLE, result.code());
    assertTrue(result.error().startsWith("no registry: give --database-url"), result.error());
  }

  @Test
  void commands_databaseDown_areUnavailable() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }

    Cli.Result result =
        Cli.run("versions", "--database-url", "postgresql://u:secret@127.0.0.1:" + free + "/db");

    assertEquals(ExitCode.UNAVAILABLE, result.code(), result.err());
    assertFalse(result.err().contains("secret"), result.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "versions --limit 0~ --limit 0 must be 1 or more",
        "deployments --limit -1~ --limit -1 must be 1 or more",
        "runs --limit 0~ --limit 0 must be 1 or more",
        "runs --model retial~ no model 'retial' in the registry",
        "retrain --model retial --reason x~ no model 'retial' in the registry: `perennial train`"
            + " registers its first version",
      })
  void commands_whatIsNotThere_isNamed(String command, String message) {
    Cli.Result result = Cli.run(with(command.split(" ")));

    assertEquals(ExitCode.BAD_INPUT, result.code(), result.err());
    assertEquals(message, result.error());
  }

  @Test
  void commands_unknownCommand_isNamedWithThoseNearIt() {
    Cli.Result result = Cli.run("promot", "1");

    assertEquals(ExitCode.BAD_INPUT, result.code());
    assertTrue(result.error().startsWith("there is no command 'promot'"), result.error());
    assertTrue(result.error().contains("promote"), result.error());
  }

  @Test
  void migrate_emptyDatabase_makesItUsable(@TempDir Path other) throws Exception {
    connectTo(other, TestDatabase.emptyConfig());

    Cli.Result before = Cli.run("versions", "--data-dir", other.toString());
    JsonNode migrated = Cli.json("migrate", "--data-dir", other.toString());
    JsonNode again = Cli.json("migrate", "--data-dir", other.toString());

    assertEquals(ExitCode.UNAVAILABLE, before.code(), before.err());
    assertTrue(before.error().contains("perennial migrate"), before.error());
    assertTrue(migrated.at("/applied").asInt() > 0);
    assertEquals(0, again.at("/applied").asInt());
  }

  @Test
  void simulate_sameSeed_givesTheSameFile(@TempDir Path out) throws Exception {
    Path a = out.resolve("a.csv");
    Path b = out.resolve("b.csv");
    Cli.json("simulate", "--customers", "50", "--seed", "3", "-o", a.toString());
    Cli.json("simulate", "--customers", "50", "--seed", "3", "-o", b.toString());

    assertArrayEquals(Files.readAllBytes(a), Files.readAllBytes(b));
  }

  @Test
  void help_database_namesTheVariables() {
    String help = Cli.run("versions", "--help").out();

    assertTrue(help.contains("$PERENNIAL_DATABASE_USER"), help);
    assertTrue(help.contains("$PERENNIAL_DATABASE_PASSWORD"), help);
  }

  @Test
  void help_everyCommand_teachesByExample() {
    for (String command : TrainerCommands.commandLine().getSubcommands().keySet()) {
      Cli.Result help = Cli.run(command, "--help");

      assertEquals(ExitCode.OK, help.code());
      assertTrue(help.out().contains("  perennial " + command), command);
      assertTrue(help.out().contains("Exit codes: "), command);
      // Texts are formats: a bare percent sign makes picocli complain to the reader.
      var usage = TrainerCommands.commandLine().getSubcommands().get(command).getCommandSpec();
      for (String text : usage.usageMessage().description()) {
        assertFalse(String.format(text).isEmpty() && !text.isEmpty(), text);
      }
    }
  }

  private static String end(JsonNode trained, int holdoutDays) {
    return LocalDate.parse(trained.at("/refit/observationEnd").asText())
        .minusDays(holdoutDays)
        .toString();
  }
}
