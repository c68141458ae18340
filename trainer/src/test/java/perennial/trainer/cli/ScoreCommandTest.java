package perennial.trainer.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scores of a version as files. */
class ScoreCommandTest extends RegistryCommandCase {
  /** The command that scores with the first version. */
  private static String[] score(String transactions, Path output, String... more) {
    List<String> command = new ArrayList<>(List.of("score", "--version", "1"));
    command.addAll(List.of("--transactions", transactions, "--output", output.toString()));
    command.addAll(List.of(more));
    return command.toArray(String[]::new);
  }

  private Cli.Result scored(String transactions, Path output, String... more) {
    return Cli.run(with(score(transactions, output, more)));
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
      Cli.json(with(score(log, Path.of(file), "--interval", "0.8")));
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
    Cli.Result result = scored(log, file, "--interval=" + level);
    assertEquals(ExitCode.BAD_INPUT, result.code(), result.err());
    assertTrue(result.error().startsWith(message), result.error());
    assertFalse(result.err().contains("reading"), result.err());
    assertFalse(Files.exists(file));
  }

  @Test
  void score_ontoTheLogOrTheCovariates_isRefusedAndKeepsThem(@TempDir Path out) throws Exception {
    train();
    Path facts = Files.writeString(out.resolve("facts.csv"), "customer,age\n");
    Path sales = Files.copy(Path.of(log), out.resolve("sales.csv"));
    Path link = Files.createSymbolicLink(out.resolve("link.csv"), sales);
    for (Path output : List.of(sales, link, facts)) {
      byte[] before = Files.readAllBytes(output);
      Cli.Result result = scored(sales.toString(), output, "--covariates-file", facts.toString());
      assertEquals(ExitCode.BAD_INPUT, result.code(), result.err());
      assertTrue(result.error().startsWith("output '%s' would replace ".formatted(output)));
      assertTrue(result.error().endsWith(", which is read"), result.error());
      assertArrayEquals(before, Files.readAllBytes(output));
    }
  }

  @Test
  void score_unknownModel_isNamed(@TempDir Path out) throws Exception {
    train();
    String file = out.resolve("s.csv").toString();
    Cli.Result result =
        Cli.run(with("score", "--transactions", log, "--output", file, "--model", "retial"));
    assertEquals(ExitCode.BAD_INPUT, result.code(), result.err());
    assertEquals("no model 'retial' in the registry", result.error());
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

    Cli.Result result = scored(log, file, "--observation-end", "1999-01-01");

    assertEquals(ExitCode.BAD_INPUT, result.code(), result.err());
    assertTrue(result.error().startsWith("no customer has a purchase up to"), result.error());
    assertEquals("older", Files.readString(file));
  }

  @Test
  void score_outputThatCannotBe_isRefusedBeforeReading(@TempDir Path out) throws Exception {
    train();
    for (String name : List.of("s.txt", "missing/s.csv")) {
      Cli.Result result = scored(log, out.resolve(name));

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
        Cli.json(
            with(score(odd.toString(), out.resolve("s.csv"), "--observation-end", "2026-01-05")));

    assertEquals(3, scored.at("/lines").asInt());
    assertEquals(1, scored.at("/customers").asInt());
    assertEquals(1, scored.at("/rowsDropped/no customer").asInt());
    assertEquals(1, scored.at("/refunds/customersOnlyRefunds").asInt());
    assertEquals(
        "the observation end 2026-01-05 is after the last day of the data, 2026-01-02: the days"
            + " between count as days without purchases",
        scored.at("/warnings/0").asText());
  }
}
