package perennial.trainer.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.registry.RegistryConfig;
import perennial.registry.testing.TestDatabase;

/** One version's way: train, register, promote, score, roll back, move to another registry. */
class RegistryCommandsTest {
  @TempDir static Path folder;

  private static String log = "";
  private Path dataFolder = Path.of("");

  @BeforeAll
  static void simulate() {
    log = folder.resolve("sales.csv").toString();
    Cli.Result result = Cli.run("simulate", "--customers", "1500", "--seed", "7", "-o", log);
    assertEquals(ExitCode.OK, result.code(), result.err());
  }

  @BeforeEach
  void freshRegistry(@TempDir Path fresh) throws Exception {
    dataFolder = fresh;
    connectTo(fresh, TestDatabase.freshConfig());
  }

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
  void challengerAndShadow_changeOnlyTheirPart() throws Exception {
    train();
    train("--family", "bg-nbd");
    train("--family", "pareto-nbd");
    assertEquals(
        "retail has no champion yet: perennial promote VERSION --reason \"...\"",
        Cli.run(with("challenger", "2", "--share", "0.1", "--reason", "try")).error());
    json("promote", "1", "--reason", "first");

    assertEquals(
        2, json("challenger", "2", "--share", "0.1", "--reason", "try").at("/sequence").asLong());
    JsonNode both = json("shadow", "3", "--reason", "look");
    assertEquals(1, both.at("/championVersion").asLong());
    assertEquals(2, both.at("/challengerVersion").asLong());
    assertEquals(0.1, both.at("/challengerShare").asDouble());
    assertEquals(3, both.at("/shadowVersion").asLong());

    Cli.Result raised = Cli.run(with("challenger", "--share", "0.25", "--reason", "well"));
    assertEquals(
        "retail: champion v1, challenger v2 at 25 %, shadow v3 (deployment 4, by "
            + System.getProperty("user.name")
            + "): well",
        raised.out().strip());
    assertFalse(json("shadow", "--stop", "--reason", "enough").has("shadowVersion"));
    JsonNode stopped = json("challenger", "--stop", "--reason", "no better");
    assertFalse(stopped.has("challengerVersion"));
    assertEquals(0, stopped.at("/challengerShare").asDouble());
    assertEquals(1, stopped.at("/championVersion").asLong());
  }

  @Test
  void challenger_lostRaceOrNonsense_changesNothing() throws Exception {
    train();
    train("--family", "bg-nbd");
    json("promote", "1", "--reason", "first");
    Cli.Result lost =
        Cli.run(
            with(
                "challenger",
                "2",
                "--share",
                "0.1",
                "--reason",
                "try",
                "--expected-sequence",
                "7"));
    assertEquals(ExitCode.CONFLICT, lost.code());
    assertTrue(lost.error().contains("retail is at deployment 1"), lost.error());
    for (String[] wrong :
        new String[][] {
          {"challenger", "2", "--reason", "x"},
          {"challenger", "2", "--share", "1.5", "--reason", "x"},
          {"challenger", "2", "--stop", "--reason", "x"},
          {"challenger", "--stop", "--reason", "x"},
          {"challenger", "--share", "0.1", "--reason", "x"},
          {"challenger", "1", "--share", "0.1", "--reason", "x"},
          {"shadow", "--reason", "x"},
          {"shadow", "--stop", "--reason", "x"},
        }) {
      assertEquals(ExitCode.BAD_INPUT, Cli.run(with(wrong)).code(), String.join(" ", wrong));
    }
    assertEquals(1, json("deployments").size());
  }

  @Test
  void promote_challengerAndShadow_endUnlessKept() throws Exception {
    train();
    train("--family", "bg-nbd");
    train("--family", "pareto-nbd");
    json("promote", "1", "--reason", "first");
    json("challenger", "2", "--share", "0.1", "--reason", "try");
    json("shadow", "1", "--reason", "look");
    JsonNode kept = json("promote", "3", "--reason", "c", "--keep-challenger", "--keep-shadow");
    assertEquals(2, kept.at("/challengerVersion").asLong());
    assertEquals(0.1, kept.at("/challengerShare").asDouble());
    assertEquals(1, kept.at("/shadowVersion").asLong());
    Cli.Result ended = Cli.run(with("promote", "2", "--reason", "won"));
    assertTrue(ended.out().contains("ended: challenger v2, shadow v1"), ended.out());
  }

  @Test
  void promoteAndRollback_appendDeployments() throws Exception {
    train();
    train("--family", "bg-nbd");

    assertEquals(1, json("promote", "1", "--reason", "first").at("/sequence").asLong());
    assertEquals(
        2, json("promote", "--version", "2", "--reason", "better").at("/sequence").asLong());
    assertEquals(2, json("show").at("/version").asLong(), "the champion, when none is named");
    JsonNode back = json("rollback", "--reason", "worse after all", "--actor", "kim");

    assertEquals(1, back.at("/championVersion").asLong());
    assertEquals(3, back.at("/sequence").asLong());
    assertEquals("kim", back.at("/actor").asText());
    assertEquals(3, json("deployments").size());
    assertEquals("first", json("deployments").at("/2/reason").asText());
    assertTrue(Cli.run(with("versions")).out().contains("champion"));
  }

  @Test
  void promote_staleSequence_namesTheWinnerAndChangesNothing() throws Exception {
    train();
    json("promote", "1", "--reason", "first", "--actor", "ada");

    Cli.Result late = Cli.run(with("promote", "1", "--reason", "late", "--expected-sequence", "0"));

    assertEquals(ExitCode.CONFLICT, late.code());
    assertTrue(late.error().contains("by ada"), late.error());
    assertEquals(1, json("deployments").size());
  }

  @Test
  void promote_unknownVersion_isRefused() throws Exception {
    train();

    Cli.Result result = Cli.run(with("promote", "9", "--reason", "typo"));

    assertEquals(ExitCode.BAD_INPUT, result.code());
    assertEquals("model 'retail' has no version 9", result.error());
  }

  @Test
  void promote_withoutReason_isRefused() {
    Cli.Result result = Cli.run(with("promote", "1"));

    assertEquals(ExitCode.BAD_INPUT, result.code());
    assertTrue(result.error().startsWith("Missing required option: '--reason=TEXT'"));
  }

  @Test
  void rollback_nothingBefore_saysSo() throws Exception {
    train();
    assertEquals(
        "retail was never deployed: there is nothing to roll back to",
        Cli.run(with("rollback", "--reason", "x")).error());

    json("promote", "1", "--reason", "first");

    assertEquals(
        "no other version of retail served before version 1",
        Cli.run(with("rollback", "--reason", "x")).error());
    assertEquals(
        "version 5 of retail never was champion: promote it instead",
        Cli.run(with("rollback", "--to", "5", "--reason", "x")).error());
  }

  @Test
  void score_csvAndParquet_holdTheSameCustomers(@TempDir Path out) throws Exception {
    train();
    json("promote", "1", "--reason", "first");
    String csv = out.resolve("scores.csv").toString();
    String parquet = out.resolve("scores.parquet").toString();

    JsonNode first = json("score", "--transactions", log, "--output", csv);
    JsonNode second = json("score", "--transactions", log, "--output", parquet, "--version", "1");

    assertEquals(1500, first.at("/customers").asInt());
    assertEquals(first.at("/totalClv"), second.at("/totalClv"));
    List<String> lines = Files.readAllLines(Path.of(csv));
    assertEquals(1501, lines.size());
    assertTrue(lines.getFirst().endsWith(",expected_purchases_365d,clv_365d"), lines.getFirst());
    try (var left = Files.list(out)) {
      assertEquals(2, left.count());
    }
    // The scores are a table like any other: our own reader takes the Parquet file.
    Cli.Result read = Cli.run("fit", "--transactions", parquet, "--date-column", "no such column");
    assertTrue(read.error().contains("'probability_alive'"), read.error());
  }

  @Test
  void score_interval_addsEndsThatHoldTogether(@TempDir Path out) throws Exception {
    train();
    String csv = out.resolve("scores.csv").toString();
    String parquet = out.resolve("scores.parquet").toString();
    for (String file : List.of(csv, parquet)) {
      json("score", "--version", "1", "--transactions", log, "--output", file, "--interval", "0.8");
    }
    List<String> lines = Files.readAllLines(Path.of(csv));
    List<String> names = List.of(lines.getFirst().split(","));
    List<String> expected =
        new ArrayList<>(List.of("customer", "repeat_purchases", "recency", "age", "mean_spend"));
    expected.addAll(List.of("probability_alive", "expected_spend"));
    for (int days : new int[] {30, 90, 365}) {
      for (String name : List.of("expected_purchases_%dd", "clv_%dd")) {
        expected.add(name.formatted(days));
      }
      for (String name : List.of("purchases", "clv")) {
        expected.add("%s_lower_%dd".formatted(name, days));
        expected.add("%s_upper_%dd".formatted(name, days));
      }
    }
    assertEquals(expected, names);
    double widths = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] values = line.split(",");
      for (int at = 7; at < values.length; at += 6) {
        double lower = Double.parseDouble(values[at + 4]);
        double upper = Double.parseDouble(values[at + 5]);
        assertTrue(0 <= lower && lower <= upper, line);
        assertTrue(Double.parseDouble(values[at + 2]) <= Double.parseDouble(values[at + 3]), line);
        widths += upper - lower;
      }
    }
    assertTrue(widths > 0);
    assertEquals(lines.subList(1, lines.size()), parquetLines(parquet));
  }

  /** The rows as the CSV file writes them. */
  private static List<String> parquetLines(String file) throws Exception {
    List<String> lines = new ArrayList<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM '%s'".formatted(file))) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<String> line = new ArrayList<>();
        for (int c = 1; c <= columns; c++) {
          line.add(String.valueOf(rows.getObject(c)));
        }
        lines.add(String.join(",", line));
      }
    }
    return lines;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "1.5~ interval 1.5 must be in [0.01, 0.999]",
        "-0.9~ interval -0.9 must be in [0.01, 0.999]",
        "NaN~ interval NaN must be in [0.01, 0.999]",
        "90%~ Invalid value for option '--interval': '90%' is no number",
      })
  void score_levelThatCannotBe_isRefusedBeforeReading(
      String level, String message, @TempDir Path out) throws Exception {
    train();
    Path file = out.resolve("scores.csv");
    Cli.Result result =
        Cli.run(
            with(
                "score",
                "--version",
                "1",
                "--transactions",
                log,
                "--output",
                file.toString(),
                "--interval=" + level));
    assertEquals(ExitCode.BAD_INPUT, result.code(), result.err());
    assertTrue(result.error().startsWith(message), result.error());
    assertFalse(result.err().contains("reading"), result.err());
    assertFalse(Files.exists(file));
  }

  @Test
  void score_nothingServed_asksForAVersion(@TempDir Path out) throws Exception {
    train();

    Cli.Result result =
        Cli.run(with("score", "--transactions", log, "--output", out.resolve("s.csv").toString()));

    assertEquals(ExitCode.BAD_INPUT, result.code());
    assertEquals("retail serves no version: say which one with --version", result.error());
  }

  @Test
  void score_nobodyToScore_keepsTheOlderFile(@TempDir Path out) throws Exception {
    train();
    Path file = Files.writeString(out.resolve("s.csv"), "older");

    Cli.Result result =
        Cli.run(
            with(
                "score",
                "--version",
                "1",
                "--transactions",
                log,
                "--output",
                file.toString(),
                "--observation-end",
                "1999-01-01"));

    assertEquals(ExitCode.BAD_INPUT, result.code(), result.err());
    assertTrue(result.error().startsWith("no customer has a purchase up to"), result.error());
    assertEquals("older", Files.readString(file));
  }

  @Test
  void score_outputThatCannotBe_isRefusedBeforeReading(@TempDir Path out) throws Exception {
    train();
    for (String name : List.of("s.txt", "missing/s.csv")) {
      Cli.Result result =
          Cli.run(
              with(
                  "score",
                  "--version",
                  "1",
                  "--transactions",
                  log,
                  "--output",
                  out.resolve(name).toString()));

      assertEquals(ExitCode.BAD_INPUT, result.code(), result.err());
      assertTrue(result.error().startsWith("output '"), result.error());
      assertFalse(result.err().contains("reading"), result.err());
    }
  }

  @Test
  void score_linesDropped_areReported(@TempDir Path out) throws Exception {
    train();
    Path odd =
        Files.writeString(
            out.resolve("odd.csv"),
            "customer,date,amount\na,2026-01-01,1\n,2026-01-02,1\nb,2026-01-02,-1\n");

    JsonNode scored =
        json(
            "score",
            "--version",
            "1",
            "--transactions",
            odd.toString(),
            "--output",
            out.resolve("s.csv").toString(),
            "--observation-end",
            "2026-01-05");

    assertEquals(3, scored.at("/lines").asInt());
    assertEquals(1, scored.at("/customers").asInt());
    assertEquals(1, scored.at("/rowsDropped/no customer").asInt());
    assertEquals(1, scored.at("/refunds/customersOnlyRefunds").asInt());
    assertEquals(
        "the observation end 2026-01-05 is after the last day of the data, 2026-01-02: the days"
            + " between count as days without purchases",
        scored.at("/warnings/0").asText());
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

  private JsonNode train(String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("train", "--transactions", log));
    arguments.addAll(List.of("--time-unit", "week"));
    arguments.addAll(List.of(more));
    return json(arguments.toArray(String[]::new));
  }

  private static String end(JsonNode trained, int holdoutDays) {
    return LocalDate.parse(trained.at("/refit/observationEnd").asText())
        .minusDays(holdoutDays)
        .toString();
  }

  private JsonNode json(String... arguments) throws Exception {
    return Cli.json(with(arguments));
  }

  private String[] with(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data-dir", dataFolder.toString()));
    return all.toArray(String[]::new);
  }

  static void connectTo(Path folder, RegistryConfig config) throws Exception {
    Files.writeString(
        folder.resolve("connection.properties"),
        "url=%s%nuser=%s%npassword=%s%n"
            .formatted(config.jdbcUrl(), config.user(), config.password()));
  }
}
