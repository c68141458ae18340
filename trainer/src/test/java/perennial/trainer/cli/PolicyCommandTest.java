package perennial.trainer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyCommandTest extends RegistryCommandCase {
  @BeforeEach
  void model() throws Exception {
    train();
  }

  @Test
  void policy_setAndUnset_changesWhatIsNamed() throws Exception {
    assertEquals(7, json("policy").at("/everyDays").asInt());
    String usual = Cli.run(with("policy")).out();
    assertTrue(usual.contains("becomes challenger for 10 % of the customers"), usual);
    JsonNode strict =
        json(
            "policy",
            "--every-days",
            "14",
            "--then",
            "shadow",
            "--set",
            "gate-bias=0.05",
            "--set",
            "family=bg-nbd",
            "--reason",
            "stricter");
    assertEquals(14, strict.at("/everyDays").asInt());
    assertEquals("SHADOW", strict.at("/then").asText());
    assertEquals("0.05", strict.at("/settings/gate-bias").asText());
    assertEquals(2, strict.at("/dailyBudget").asInt());
    JsonNode wider =
        json("policy", "--unset", "gate-bias", "--on-alert", "false", "--reason", "as usual");
    assertEquals("{\"family\":\"bg-nbd\"}", wider.at("/settings").toString());
    assertEquals(wider, json("policy"));
    String text = Cli.run(with("policy")).out();
    assertTrue(text.contains("every 14 days"), text);
    assertTrue(text.contains("becomes shadow"), text);
    assertTrue(text.contains("--family     bg-nbd"), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "--set gate-bias=-1 --set gate-latency-ms=0 --set famly=nbd~ settings: famly \"nbd\" is"
            + " neither a setting of a run nor a limit of the gates (",
        "--set gate-bias=-1 --set gate-replay-moved=much~ settings: gate-bias -1.0 must be in [0.0,"
            + " 10.0]; gate-replay-moved 'much' is no number",
        "--set holdout-days=soon~ settings: Invalid value for option '--holdout-days': 'soon' is no"
            + " whole number",
        "--set refit=maybe~ refit maybe must be true or false",
        "--unset gate-bias~ --unset gate-bias: the policy has no such setting",
        "--every-days -1~ every_days -1 must be in [0, 3650]",
        "--share 0~ challenger_share 0.0 must be in (0, 1]",
        "--then sell~ Invalid value for option '--then': 'sell' is none of nothing, shadow,"
            + " challenger, promote",
        "--model retial --daily-budget 3~ no model 'retial' in the registry"
      })
  void policy_cannotBe_isRefusedAndNothingIsChanged(String options, String message)
      throws Exception {
    JsonNode before = json("policy");
    Cli.Result result = Cli.run(with(("policy --reason why " + options).split(" ")));
    assertEquals(ExitCode.BAD_INPUT, result.code(), result.err());
    assertTrue(result.error().startsWith(message), result.error());
    assertEquals(before, json("policy"));
  }

  @Test
  void policy_changeWithoutReason_asksForIt() {
    Cli.Result result = Cli.run(with("policy", "--every-days", "3"));
    assertEquals(ExitCode.BAD_INPUT, result.code());
    assertEquals("why? say --reason; it is kept in the audit", result.error());
  }
}
