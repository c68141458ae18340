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
import perennial.registry.Database;
import perennial.registry.RegistryConfig;
import perennial.registry.ledger.Attributes;
import perennial.registry.ledger.CustomerState;
import perennial.registry.testing.TestDatabase;

/** History comes into the ledger, and what is fitted from there is what the file gives. */
class LedgerCommandsTest {
  @TempDir Path folder;

  private RegistryConfig config;

  @BeforeEach
  void freshRegistry() throws Exception {
    config = TestDatabase.freshConfig();
    Files.writeString(
        folder.resolve("connection.properties"),
        "url=%s%nuser=%s%npassword=%s%n"
            .formatted(config.jdbcUrl(), config.user(), config.password()));
  }

  private JsonNode json(String... arguments) throws Exception {
    return Cli.json(ExitCode.OK, here(arguments));
  }

  private Cli.Result run(String... arguments) {
    return Cli.run(here(arguments));
  }

  private String[] here(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data-dir", folder.toString()));
    return all.toArray(String[]::new);
  }

  private String log(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void train_emptyLedger_saysHowToFillIt() throws Exception {
    String log = log("sales.csv", "customer,date,amount\nann,2099-01-05,10\n");
    var unused = json("load", "--transactions", log, "--currency", "EUR"); // refused: the future
    Cli.Result result = run("train", "--from-ledger");
    assertEquals(ExitCode.BAD_INPUT, result.code(), result.err());
    assertEquals("the ledger is empty: bring history in with `perennial load`", result.error());
  }

  @Test
  void load_twice_recordsOnce() throws Exception {
    String log =
        log(
            "sales.csv",
            """
            customer,date,amount
            ann,2026-01-05,10
            ,2026-01-05,10
            bob,2026-01-06,0.00001
            ann,2026-02-05,-2.5
            bob,2099-01-01,3
            bob,2026-01-07,4
            """);
    JsonNode first =
        json("load", "--transactions", log, "--currency", "EUR", "--time-zone", "Europe/Berlin");
    assertEquals(3, first.at("/recorded").asInt());
    assertEquals(0, first.at("/duplicates").asInt());
    assertEquals(1, first.at("/dropped/no customer").asInt());
    assertEquals(1, first.at("/refused/amount/lines").asInt());
    assertEquals(
        "row 3 of sales.csv: amount 0.00001 must be at most 1e12 with at most 4 decimals",
        first.at("/refused/amount/example").asText().replace("0.000010", "0.00001"));
    assertEquals(
        "row 5 of sales.csv: occurred_at 2099-01-01 is in the future",
        first.at("/refused/occurred_at/example").asText());

    JsonNode second = json("load", "--transactions", log);
    assertEquals(0, second.at("/recorded").asInt());
    assertEquals(3, second.at("/duplicates").asInt());

    Cli.Result other = run("load", "--transactions", log, "--currency", "USD");
    assertEquals(ExitCode.BAD_INPUT, other.code());
    assertEquals(
        "--currency USD: the ledger's money is EUR, which can never change", other.error());
  }

  @Test
  void load_sameFileByOtherColumns_warnsWhatTheLedgerHas() throws Exception {
    String log =
        log("sales.csv", "customer,date,gross,net\nann,2026-01-05,12,10\nbob,2026-01-06,7,7\n");
    String[] gross = {
      "load", "--transactions", log, "--currency", "EUR", "--amount-column", "gross"
    };
    assertEquals(0, json(gross).at("/conflicts/lines").asInt());
    JsonNode net = json("load", "--transactions", log, "--amount-column", "net");
    assertEquals(2, net.at("/duplicates").asInt());
    assertEquals(1, net.at("/conflicts/lines").asInt());
    assertEquals(
        "row 1 of sales.csv: the ledger has a PURCHASE of 'ann' on 2026-01-05 over 12,"
            + " the file now says a PURCHASE of 'ann' on 2026-01-05 over 10",
        net.at("/conflicts/example").asText());
    assertTrue(
        run("load", "--transactions", log, "--amount-column", "net")
            .out()
            .contains("warning: 1 of them"));
  }

  @Test
  void load_attributeColumns_areTheEventsAndSayTheCohort() throws Exception {
    String log =
        log(
            "sales.csv",
            """
            customer,date,amount,via,with,country,what
            ann,2026-01-05,10,email,phone,DE,toys
            ann,2026-02-05,12,shop,,,books
            bob,2026-01-06,7,,,%s,
            """
                .formatted("x".repeat(101)));
    String[] load = {
      "load",
      "--transactions",
      log,
      "--currency",
      "EUR",
      "--channel-column",
      "via",
      "--device-column",
      "with",
      "--market-column",
      "country",
      "--category-column",
      "what"
    };
    JsonNode loaded = json(load);
    assertEquals(2, loaded.at("/recorded").asInt());
    assertTrue(
        loaded
            .at("/refused/attributes.market/example")
            .asText()
            .startsWith("row 3 of sales.csv: attributes.market "),
        loaded::toString);
    try (Database database = Database.open(config, Clock.systemUTC())) {
      CustomerState ann = database.ledger().state("ann").orElseThrow();
      assertEquals(new Attributes("email", "phone", "DE", "toys"), ann.acquisition());
    }
    JsonNode without = json("load", "--transactions", log);
    assertEquals(
        "row 1 of sales.csv: the ledger has a PURCHASE of 'ann' on 2026-01-05 over 10 (channel"
            + " 'email', device 'phone', market 'DE', category 'toys'),"
            + " the file now says a PURCHASE of 'ann' on 2026-01-05 over 10",
        without.at("/conflicts/example").asText());
  }

  @Test
  void load_attributeColumnThatIsNotThere_namesTheOnesThatAre() throws Exception {
    String log = log("sales.csv", "customer,date,amount\nann,2026-01-05,10\n");
    Cli.Result result =
        run("load", "--transactions", log, "--currency", "EUR", "--market-column", "country");
    assertEquals(ExitCode.BAD_INPUT, result.code());
    assertEquals(
        "sales.csv has no column 'country'; its columns are 'customer', 'date', 'amount'",
        result.error());
  }

  @Test
  void load_firstWithoutCurrency_asksForIt() throws Exception {
    String log = log("sales.csv", "customer,date,amount\nann,2026-01-05,10\n");
    Cli.Result result = run("load", "--transactions", log);
    assertEquals(ExitCode.BAD_INPUT, result.code());
    assertTrue(result.error().startsWith("the ledger has no currency yet"), result::error);
    Cli.Result empty = run("train", "--from-ledger");
    assertEquals(ExitCode.BAD_INPUT, empty.code());
    assertTrue(empty.error().startsWith("the ledger is empty"), empty::error);
  }

  /** Currency and time zone are for ever: a load that fails must not choose them. */
  @Test
  void load_firstOfABrokenFile_settlesNothing() throws Exception {
    String broken = log("broken.csv", "customer,date,amount\nann,2026-01-05,ten\n");
    String[] wrong = {"load", "--transactions", broken, "--currency", "USD"};
    assertEquals(ExitCode.BAD_INPUT, run(wrong).code());
    String good = log("sales.csv", "customer,date,amount\nann,2026-01-05,10\n");
    Cli.Result unknown = run("load", "--transactions", good, "--currency", "ERU");
    assertEquals(ExitCode.BAD_INPUT, unknown.code());
    assertEquals("ledger currency 'ERU' is none of ISO 4217, such as USD", unknown.error());
    JsonNode loaded =
        json("load", "--transactions", good, "--currency", "EUR", "--time-zone", "Asia/Tokyo");
    assertEquals("EUR", loaded.at("/currency").asText());
    assertEquals(1, loaded.at("/recorded").asInt());
  }

  @Test
  void train_fromLedger_givesTheArtifactOfTheFile() throws Exception {
    String log = folder.resolve("sales.csv").toString();
    assertEquals(
        ExitCode.OK, Cli.run("simulate", "--customers", "1500", "--seed", "7", "-o", log).code());
    json("load", "--transactions", log, "--currency", "GBP");
    assertSameArtifact(List.of("--transactions", log, "--currency", "GBP"), "--holdout-days", "90");
  }

  @Test
  void train_fromLedgerWithReturnsOfOrders_givesTheArtifactOfTheFile() throws Exception {
    String[] uci = RealDataTest.uci("load", "--currency", "GBP");
    JsonNode loaded = json(uci);
    long taken = loaded.at("/recorded").asLong();
    assertTrue(taken > 390_000, () -> "recorded " + taken);
    List<String> file = new ArrayList<>(List.of(RealDataTest.uci("x", "--currency", "GBP")));
    file.removeFirst();
    assertSameArtifact(file, "--holdout-days", "90", "--no-refit");
    assertSameArtifact(file, "--observation-end", "2011-12-09");
  }

  private void assertSameArtifact(List<String> file, String... settings) throws Exception {
    List<String> fromFile = new ArrayList<>(List.of("train"));
    fromFile.addAll(file);
    fromFile.addAll(List.of(settings));
    List<String> fromLedger = new ArrayList<>(List.of("train", "--from-ledger"));
    fromLedger.addAll(List.of(settings));
    JsonNode one = json(fromFile.toArray(String[]::new));
    JsonNode two = json(fromLedger.toArray(String[]::new));
    assertEquals(one.at("/parameters"), two.at("/parameters"));
    assertEquals(one.at("/holdout"), two.at("/holdout"));
    JsonNode first = json("show", one.at("/version").asText());
    JsonNode second = json("show", two.at("/version").asText());
    assertEquals(first.at("/artifactSha256"), second.at("/artifactSha256"));
    assertEquals("true", second.at("/provenance/settings/from-ledger").asText());
    assertEquals("the ledger", second.at("/provenance/dataSource").asText());
  }
}
