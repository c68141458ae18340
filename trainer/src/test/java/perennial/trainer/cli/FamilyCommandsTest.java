package perennial.trainer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every family of a transaction log, from a simulated log to its fit. */
class FamilyCommandsTest {
  private @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"nbd", "bg-nbd", "mbg-nbd", "pareto-nbd", "bg-cnbd-k", "mbg-cnbd-k"})
  void fit_simulatedLogOfFamily_converges(String family) throws Exception {
    String log = folder.resolve("log.csv").toString();
    Cli.json("simulate", "--family", family, "--customers", "1500", "-o", log);
    JsonNode fit =
        Cli.json(
            "fit",
            "--transactions",
            log,
            "--family",
            family,
            "--time-unit",
            "week",
            "--holdout-days",
            "90");
    assertEquals(family, fit.at("/family").asText());
    assertTrue(fit.at("/converged").asBoolean(), fit::toPrettyString);
    assertTrue(fit.at("/holdout/predictedPurchases").asDouble() > 0);
    boolean regular = family.endsWith("-k");
    assertEquals(regular, fit.has("regularity"));
    if (regular) {
      assertEquals(3, fit.at("/parameters/k").asInt(), fit::toPrettyString);
      assertFalse(fit.at("/standardErrors").has("k"));
      assertEquals(4, fit.at("/standardErrors").size());
      double k = fit.at("/regularity/k").asDouble();
      assertEquals(3, k, 4 * fit.at("/regularity/standardError").asDouble() + .1);
      assertTrue(fit.at("/regularity/pValue").asDouble() < 1e-6);
      double aic = 2 * 5 - 2 * fit.at("/logLikelihood").asDouble();
      assertEquals(aic, fit.at("/aic").asDouble(), 1e-9 * Math.abs(aic));
    }
  }

  @Test
  void fit_regularFamily_textSaysHowRegular() throws Exception {
    String log = folder.resolve("log.csv").toString();
    Cli.json("simulate", "--family", "mbg-cnbd-k", "--customers", "800", "-o", log);
    Cli.Result result = Cli.run("fit", "--transactions", log, "--family", "mbg-cnbd-k");
    assertTrue(result.out().contains("regularity of "), result::out);
    assertTrue(result.out().contains("k chosen by likelihood"), result::out);
    Cli.Result given = Cli.run("fit", "--transactions", log, "--family", "bg-cnbd-k", "--k", "2");
    assertTrue(given.out().contains("k given"), given::out);
    assertFalse(given.out().contains("k chosen"), given::out);
  }

  @Test
  void calibration_kGiven_saysSo() throws Exception {
    String[] arguments = {
      "calibration", "--simulate", "400", "--holdout-days", "90", "--family", "mbg-cnbd-k"
    };
    JsonNode chosen = Cli.json(arguments);
    assertFalse(chosen.at("/0").has("k"), "the truth has no k");
    assertEquals("chosen by likelihood", chosen.at("/1/kChoice").asText());
    List<String> with = new ArrayList<>(List.of(arguments));
    with.addAll(List.of("--k", "2"));
    Cli.Result given = Cli.run(with.toArray(String[]::new));
    assertTrue(given.out().contains("mbg-cnbd-k with k = 2 given, fitted"), given::out);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "--k 2~ --k and --family mbg-nbd do not go together: --k is for --family bg-cnbd-k or"
            + " mbg-cnbd-k",
        "--family bg-cnbd-k --k 0~ --k 0 must be a whole number from 1 to 12",
        "--family bg-cnbd-k --k 13~ --k 13 must be a whole number from 1 to 12",
        "--family sbg --survivors F --k 2~ --k and --survivors do not go together: --survivors"
            + " counts customers and is all there is to fit"
      })
  void fit_kThatCannotBe_isRefused(String arguments, String message) {
    List<String> all = new ArrayList<>(List.of("fit"));
    if (!arguments.contains("--survivors")) {
      all.addAll(List.of("--transactions", "F"));
    }
    all.addAll(List.of(arguments.split(" ")));
    Cli.Result result = Cli.run(all.toArray(String[]::new));
    assertEquals(ExitCode.BAD_INPUT, result.code());
    assertEquals(message, result.error());
  }

  @Test
  void simulate_wrongParameters_areNamed() {
    String log = folder.resolve("log.csv").toString();
    Cli.Result few =
        Cli.run("simulate", "--family", "nbd", "--purchase-parameters", "1,2,3", "-o", log);
    assertTrue(few.err().contains("--purchase-parameters needs 2 numbers, not 3"), few::err);
    Cli.Result half =
        Cli.run(
            "simulate", "--family", "bg-cnbd-k", "--purchase-parameters", "1,2,3,4,1.5", "-o", log);
    assertTrue(half.err().contains("k 1.5 must be a whole number"), half::err);
  }
}
