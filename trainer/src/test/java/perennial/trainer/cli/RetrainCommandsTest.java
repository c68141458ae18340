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
import perennial.registry.Database;
import perennial.registry.RegistryConfig;
import perennial.registry.retraining.TrainingRun.State;
import perennial.registry.testing.TestDatabase;

/** Runs are queued, shown and stopped; no worker is there to take them. */
class RetrainCommandsTest {
  @TempDir Path folder;

  private final RegistryConfig config = TestDatabase.freshConfig();

  @BeforeEach
  void freshRegistry() throws Exception {
    Files.writeString(
        folder.resolve("connection.properties"),
        "url=%s%nuser=%s%npassword=%s%n"
            .formatted(config.jdbcUrl(), config.user(), config.password()));
    String log = folder.resolve("sales.csv").toString();
    assertEquals(0, Cli.run("simulate", "--customers", "400", "-o", log).code());
    assertEquals(0, Cli.run(here("train", "--transactions", log)).code());
  }

  private String[] here(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data-dir", folder.toString()));
    return all.toArray(String[]::new);
  }

  @Test
  void retrain_thenRuns_showsTheQueuedRun() throws Exception {
    JsonNode queued =
        Cli.json(
            here("retrain", "--reason", "new prices", "--set", "family=bg-nbd", "--actor", "ann"));
    assertEquals("QUEUED", queued.at("/state").asText());
    assertEquals("{\"family\":\"bg-nbd\"}", queued.at("/settings").asText());
    Cli.Result again = Cli.run(here("retrain", "--reason", "more"));
    assertEquals(ExitCode.BAD_INPUT, again.code());
    assertTrue(again.error().startsWith("run 1 is QUEUED of retail"), again.error());
    JsonNode runs = Cli.json(here("runs"));
    assertEquals(1, runs.size());
    assertEquals("ann", runs.at("/0/actor").asText());
    assertEquals(1, Cli.json(here("runs", "--model", "retail")).size());
    Cli.Result text = Cli.run(here("runs"));
    assertTrue(text.out().contains("waits for a worker"), text.out());
  }

  @Test
  void runs_cancel_endsAQueuedRun() throws Exception {
    var unused = Cli.json(here("retrain", "--reason", "new prices"));
    JsonNode cancelled = Cli.json(here("runs", "1", "--cancel", "--actor", "bob"));
    assertEquals("CANCELLED", cancelled.at("/state").asText());
    assertEquals("cancelled by bob before it began", cancelled.at("/outcome").asText());
    Cli.Result again = Cli.run(here("runs", "1", "--cancel"));
    assertEquals(ExitCode.BAD_INPUT, again.code());
    assertEquals("run 1 has ended, or there is none", again.error());
    assertEquals(ExitCode.BAD_INPUT, Cli.run(here("runs", "2")).code());
    assertEquals(ExitCode.BAD_INPUT, Cli.run(here("runs", "--cancel")).code());
  }

  @Test
  void runs_one_showsLogAndOutcome() throws Exception {
    var unused = Cli.json(here("retrain", "--reason", "new prices"));
    try (Database database = Database.open(config, Clock.systemUTC())) {
      var claimed = database.trainingRuns().claim("w1");
      database.trainingRuns().log(1, "reading the ledger");
      assertTrue(database.trainingRuns().end(1, "w1", State.FAILED, "the ledger is empty"));
    }
    Cli.Result text = Cli.run(here("runs", "1"));
    assertEquals(ExitCode.OK, text.code());
    assertTrue(text.out().contains("reason: new prices"), text.out());
    assertTrue(text.out().contains("reading the ledger"), text.out());
    assertTrue(text.out().contains("the ledger is empty"), text.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "famly=bg-nbd~ settings: Unknown option: '--famly=bg-nbd'",
        "family=guess~ settings: Invalid value for option '--family'",
        "holdout-days=many~ settings: Invalid value for option '--holdout-days'",
        "refit=maybe~ refit maybe must be true or false",
        "gate-bias=0.5~ gate-bias is a limit of the gates: it belongs to the policy",
      })
  void retrain_wrongSetting_isRefusedBeforeItIsQueued(String setting, String said)
      throws Exception {
    Cli.Result result = Cli.run(here("retrain", "--reason", "x", "--set", setting));
    assertEquals(ExitCode.BAD_INPUT, result.code());
    assertTrue(result.error().startsWith(said), result.error());
    assertEquals(0, Cli.json(here("runs")).size());
  }
}
