package perennial.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.trainer.Training;
import perennial.trainer.TrainingProgress;
import perennial.trainer.TrainingSettings;

/** A file of scores says of a customer what the server says when asked about that customer. */
class ScoreIntervalsJobTest {
  private static final int CUSTOMERS = 1500;
  private static final double RELATIVE = 1e-9;

  @TempDir static Path folder;

  private static Standalone standalone;
  private static TrainingSettings settings;

  @BeforeAll
  static void startEverything() {
    settings = DemoData.write(folder, CUSTOMERS);
    standalone =
        Standalone.start(
            new StandaloneConfig(folder.resolve("data"), "127.0.0.1", 0, 0, 0, false),
            database ->
                new Training(Clock.systemUTC(), TrainingProgress.NONE)
                    .trainAndRegister(settings, Standalone.MODEL, "test", database.registry())
                    .version()
                    .orElseThrow(),
            Clock.systemUTC(),
            step -> {},
            it -> {});
  }

  @AfterAll
  static void stopEverything() {
    standalone.close();
  }

  @Test
  void score_interval_isThatOfPredict() throws Exception {
    Path scores = folder.resolve("scores.csv");
    Commands.ok(
        "score",
        "--transactions",
        settings.transactions(),
        "--output",
        scores.toString(),
        "--horizon-days",
        "30,365",
        "--interval",
        "0.9",
        "--data-dir",
        folder.resolve("data").toString());

    List<Map<String, String>> rows = rows(scores);
    assertEquals(CUSTOMERS, rows.size());
    int repeaters = 0;
    for (int i = 0; i < rows.size(); i += 50) {
      Map<String, String> row = rows.get(i);
      repeaters += number(row, "repeat_purchases") > 0 ? 1 : 0;
      assertSame(predict(row), row);
    }
    assertTrue(repeaters > 5, "customers of both kinds are asked about");
  }

  private static void assertSame(JsonNode answer, Map<String, String> row) {
    assertNear(answer.at("/probabilityAlive"), row, "probability_alive");
    assertNear(answer.at("/expectedSpend"), row, "expected_spend");
    for (int h = 0; h < 2; h++) {
      JsonNode at = answer.at("/horizons/" + h);
      int days = at.at("/horizonDays").asInt();
      assertNear(at.at("/expectedPurchases"), row, "expected_purchases_%dd".formatted(days));
      assertNear(at.at("/clv"), row, "clv_%dd".formatted(days));
      for (String what : List.of("purchases", "clv")) {
        for (String end : List.of("lower", "upper")) {
          JsonNode value = at.at("/%sInterval/%s".formatted(what, end));
          assertNear(value, row, "%s_%s_%dd".formatted(what, end, days));
        }
      }
    }
  }

  private static void assertNear(JsonNode value, Map<String, String> row, String column) {
    assertTrue(value.isNumber(), column);
    double scored = number(row, column);
    assertEquals(value.asDouble(), scored, RELATIVE * Math.abs(scored), column + " of " + row);
  }

  private static JsonNode predict(Map<String, String> row) throws Exception {
    String answer =
        Commands.ok(
                "predict",
                "--server",
                "localhost:" + standalone.announcement().grpcPort(),
                "--repeat-purchases",
                text(row, "repeat_purchases"),
                "--recency",
                text(row, "recency"),
                "--age",
                text(row, "age"),
                "--mean-spend",
                text(row, "mean_spend"),
                "--horizon-days",
                "30,365",
                "--interval",
                "0.9",
                "--json")
            .out();
    return new ObjectMapper().readTree(answer);
  }

  private static double number(Map<String, String> row, String column) {
    return Double.parseDouble(text(row, column));
  }

  private static String text(Map<String, String> row, String column) {
    return Objects.requireNonNull(row.get(column), column);
  }

  private static List<Map<String, String>> rows(Path csv) throws Exception {
    List<String> lines = Files.readAllLines(csv);
    String[] names = lines.getFirst().split(",");
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] values = line.split(",");
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < names.length; i++) {
        row.put(names[i], values[i]);
      }
      rows.add(row);
    }
    return rows;
  }
}
