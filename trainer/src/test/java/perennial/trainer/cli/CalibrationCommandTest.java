package perennial.trainer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationCommandTest {
  @TempDir private Path folder;

  @Test
  void calibration_simulated_judgesTheTruthAndTheFit() throws Exception {
    Path plot = folder.resolve("pit.svg");
    String[] arguments = {
      "calibration",
      "--simulate",
      "1500",
      "--holdout-days",
      "200",
      "--time-unit",
      "week",
      "--seed",
      "3",
      "--plot",
      plot.toString()
    };
    JsonNode results = Cli.json(arguments);

    assertEquals(2, results.size());
    assertTrue(results.at("/1/fitted").asBoolean());
    for (JsonNode result : results) {
      for (String quantity : new String[] {"purchases", "value", "spend"}) {
        JsonNode report = result.get(quantity);
        assertTrue(
            report.get("distance").asDouble() < 1.3 * report.get("band95").asDouble(),
            quantity + " " + report);
        JsonNode wide = report.at("/coverage/2");
        assertEquals(wide.get("implied").asDouble(), wide.get("actual").asDouble(), .03);
      }
    }
    var svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Files.newInputStream(plot))
            .getDocumentElement();
    assertEquals("svg", svg.getTagName());
    assertTrue(svg.getElementsByTagName("rect").getLength() > 6 * 20);
    assertEquals(Cli.json(arguments), results, "the same seed gives the same result");
  }

  @Test
  void calibration_noHoldout_saysWhatIsMissing() {
    Cli.Result result = Cli.run("calibration", "--simulate", "100");
    assertEquals(ExitCode.BAD_INPUT, result.code());
    assertTrue(result.error().contains("--holdout-days"), result.error());
  }

  @Test
  void calibration_plotOfAnotherKind_isRefused() {
    Cli.Result result = Cli.run("calibration", "--simulate", "100", "--plot", "pit.png");
    assertEquals(ExitCode.BAD_INPUT, result.code());
    assertTrue(result.error().contains("must end in .svg"), result.error());
  }
}
