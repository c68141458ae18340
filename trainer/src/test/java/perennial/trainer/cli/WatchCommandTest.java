package perennial.trainer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.monitoring.MonitoringWindow;
import perennial.registry.Database;
import perennial.registry.RegistryConfig;
import perennial.registry.testing.TestDatabase;
import perennial.trainer.testing.DirtyEvents;

class WatchCommandTest {
  private static final MonitoringWindow WEEK = DirtyEvents.week();

  @TempDir Path folder;

  private final RegistryConfig config = TestDatabase.freshConfig();

  @BeforeEach
  void connection() throws Exception {
    Files.writeString(
        folder.resolve("connection.properties"),
        "url=%s%nuser=%s%npassword=%s%n"
            .formatted(config.jdbcUrl(), config.user(), config.password()));
  }

  private void fill() {
    try (Database database = Database.open(config, Clock.systemUTC())) {
      DirtyEvents.fill(database, folder);
    }
  }

  private String[] watch(String... arguments) {
    List<String> all = new ArrayList<>(List.of("watch", "--data-dir", folder.toString()));
    all.addAll(List.of(arguments));
    return all.toArray(String[]::new);
  }

  @Test
  void watch_lastWeek_printsTheWindowAndItsAlert() {
    fill();
    Cli.Result result = Cli.run(watch());
    assertEquals(ExitCode.OK, result.code(), result.err());
    assertTrue(
        result
            .out()
            .lines()
            .anyMatch(line ->
                line.matches(
                    "%s +%s +1 +0 +0 +1 +0 +1".formatted(WEEK.start(), WEEK.end().minusDays(1)))),
        result.out());
    assertTrue(result.out().contains("alarm   1, from %s: ".formatted(WEEK.start())), result.out());
    assertTrue(result.out().contains("duplicate gained"), result.out());

    Cli.Result again = Cli.run(watch());
    assertTrue(again.out().contains("Nothing new to tell."), again.out());
  }

  @Test
  void watch_pastWeeks_areMeasuredOldestFirst() throws Exception {
    fill();
    MonitoringWindow first = WEEK.previous().previous();
    JsonNode json = Cli.json(watch("--from", first.start().plusDays(3).toString()));
    assertEquals(3, json.at("/windows").size());
    assertEquals(first.start().toString(), json.at("/windows/0/start").asText());
    assertEquals("WEEK", json.at("/windows/0/period").asText());
    assertEquals(0, json.at("/windows/1/alarms").asInt());
    assertEquals(1, json.at("/windows/2/alarms").asInt());
    assertEquals(1, json.at("/news").size());
    assertEquals("event_quality", json.at("/news/0/feature").asText());
    assertEquals(WEEK.start().toString(), json.at("/news/0/window").asText());
    JsonNode day =
        Cli.json(
            watch(
                "--period",
                "day",
                "--from",
                WEEK.start().toString(),
                "--to",
                WEEK.start().plusDays(1).toString()));
    assertEquals(2, day.at("/windows").size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "--period month~ --period month must be day or week",
        "--from 2999-01-01~ no whole week from 2999-01-01 to ",
        "--from 1990-01-01~ windows from 1990-01-01 on must be at most 1000 at once",
        "--model nobody~ nobody",
      })
  void watch_wrongArguments_areNamed(String arguments, String said) {
    fill();
    Cli.Result result = Cli.run(watch(arguments.split(" ")));
    assertEquals(ExitCode.BAD_INPUT, result.code(), result.out());
    assertTrue(result.error().contains(said), result.error());
  }

  @Test
  void watch_nothingDeployed_saysWhatToDo() {
    try (Database database = Database.open(config, Clock.systemUTC())) {
      DirtyEvents.champion(database, folder);
      var unused =
          database
              .registry()
              .importVersion("other", database.registry().export("retail", 1), "ann");
    }
    Cli.Result result = Cli.run(watch("--model", "other"));
    assertEquals(ExitCode.BAD_INPUT, result.code());
    assertEquals("other has no champion: promote a version first", result.error());
  }
}
