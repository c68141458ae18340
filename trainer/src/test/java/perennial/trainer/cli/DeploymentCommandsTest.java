package perennial.trainer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** What serves: promote, challenger, shadow, and back again. */
class DeploymentCommandsTest extends RegistryCommandCase {
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
}
