package perennial.trainer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.registry.testing.TestDatabase;

/** Counts of customers instead of a log: BG/BB from a summary, sBG and BdW from survivors. */
class CountsCommandsTest extends CountsCase {
  /** Fader and Hardie (2007), table 1, with the cohorts' survivors per 1000. */
  private static final String SURVIVORS =
      """
      cohort,period,survivors
      highend,0,1000
      highend,1,869
      highend,2,743
      highend,3,653
      highend,4,593
      highend,5,551
      highend,6,517
      highend,7,491
      regular,0,1000
      regular,1,631
      regular,2,468
      regular,3,382
      regular,4,326
      regular,5,289
      regular,6,262
      regular,7,241
      """;

  private static final String SUMMARY =
      """
      frequency,recency,periods,weights
      0,0,4,300
      1,1,4,120
      1,3,4,60
      2,2,4,70
      2,4,4,90
      3,4,4,110
      4,4,4,150
      """;

  @Test
  void fit_survivors_reportsEachCohort() throws Exception {
    String file = file("renewals.csv", SURVIVORS);
    JsonNode json = Cli.json("fit", "--family", "sbg", "--survivors", file);

    assertEquals(2, json.at("/fits").size());
    assertEquals("highend", json.at("/fits/0/retention/cohort").asText());
    assertEquals(-1611.158147, json.at("/fits/0/logLikelihood").asDouble(), 1e-4);
    assertEquals(-1680.265188, json.at("/fits/1/logLikelihood").asDouble(), 1e-4);
    JsonNode periods = json.at("/fits/1/retention/periods");
    assertEquals(12, periods.size());
    assertEquals(.631, periods.at("/0/actual").asDouble());
    assertFalse(periods.get(7).has("actual"));
    assertEquals(.220085, periods.at("/7/survival").asDouble(), 2e-6);
    assertEquals("365 days", json.at("/fits/0/timeUnit").asText());
    assertTrue(json.at("/fits/0/spend/fixed").asBoolean());
  }

  @Test
  void fit_oneCohort_printsItsCurveAndWhatIsAssumed() throws Exception {
    String file = file("renewals.csv", SURVIVORS);
    Cli.Result result =
        Cli.run("fit", "--family", "bdw", "--survivors", file, "--cohort", "regular");

    assertEquals(ExitCode.OK, result.code(), result.err());
    for (String part :
        List.of(
            "renewals.csv, cohort regular",
            "One period is 365 days (--time-unit); when the last one ended was not said",
            "Purchases: bdw, 1,000 customers",
            "in periods of 365 days",
            "log-likelihood -1,679.6028",
            "     1  63.1 %  ",
            "    12          ",
            "Spend: stated, not fitted",
            "--order-value was not given")) {
      assertTrue(result.out().contains(part), () -> part + " in\n" + result.out());
    }
    assertFalse(result.out().contains("highend"), result.out());
  }

  @Test
  void fit_donations_isThePublishedFit() throws Exception {
    JsonNode json =
        Cli.json("fit", "--family", "bg-bb", "--summary", RealData.file("donations.csv"));
    assertEquals(-33225.58127, json.at("/logLikelihood").asDouble(), 1e-4);
    assertEquals(11_104, json.at("/customers").asInt());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bg-bb", "sbg", "bdw"})
  void train_counts_registersAndPromotes(String family) throws Exception {
    RegistryCommandCase.connectTo(folder, TestDatabase.freshConfig());
    boolean summary = family.equals("bg-bb");
    String file = file("counts.csv", summary ? SUMMARY : SURVIVORS);
    List<String> train =
        new ArrayList<>(
            List.of("train", "--family", family, summary ? "--summary" : "--survivors", file));
    if (!summary) {
      train.addAll(List.of("--cohort", "regular"));
    }
    train.addAll(List.of("--order-value", "25", "--model", "donors", "--time-unit", "90 days"));
    train.addAll(List.of("--observation-end", "2026-06-30", "--data-dir", folder.toString()));

    JsonNode trained = Cli.json(train.toArray(String[]::new));
    assertEquals(1, trained.at("/version").asInt());
    assertEquals(25, trained.at("/spend/parameters/value").asDouble());
    assertEquals("[]", trained.at("/spend/warnings").toString());

    String data = folder.toString();
    Cli.json("promote", "1", "--model", "donors", "--reason", "test", "--data-dir", data);
    JsonNode shown = Cli.json("show", "1", "--model", "donors", "--data-dir", data);
    assertEquals(family, shown.at("/family").asText());
    assertEquals("2026-06-30", shown.at("/provenance/observationEnd").asText());
    assertEquals("90 days", shown.at("/report/timeUnit").asText());
    assertEquals(trained.at("/retention"), shown.at("/report/retention"));
    Cli.Result text = Cli.run("show", "1", "--model", "donors", "--data-dir", data);
    assertEquals(ExitCode.OK, text.code(), text.err());
    assertTrue(text.out().contains("25.00 USD a purchase"), text.out());
  }

  @ParameterizedTest
  @CsvSource({"bg-bb,--summary,1.2;2.5;.7;3", "sbg,--survivors,.7;1.2", "bdw,--survivors,.6;3;1.4"})
  void simulate_thenFit_findsTheParameters(String family, String option, String parameters)
      throws Exception {
    String file = folder.resolve("simulated.csv").toString();
    String commas = parameters.replace(';', ',');
    Cli.json(
        "simulate",
        "--family",
        family,
        "--purchase-parameters",
        commas,
        "--customers",
        "50000",
        "--output",
        file);
    JsonNode fit = Cli.json("fit", "--family", family, option, file);
    double first = Double.parseDouble(commas.split(",")[0]);
    assertEquals(first, fit.at("/parameters/alpha").asDouble(), .25 * first);
    assertEquals(50_000, fit.at("/customers").asInt());
  }

  @Test
  void train_severalCohorts_asksWhich() throws Exception {
    RegistryCommandCase.connectTo(folder, TestDatabase.freshConfig());
    String file = file("renewals.csv", SURVIVORS);
    assertRefused(
        "which cohort? a version is of one: choose with --cohort among highend, regular",
        "train",
        "--family",
        "sbg",
        "--survivors",
        file,
        "--observation-end",
        "2026-06-30",
        "--data-dir",
        folder.toString());
  }

  /** No registry is there either: the usage comes first. */
  @ParameterizedTest
  @ValueSource(strings = {"bg-bb", "sbg", "bdw"})
  void train_noObservationEnd_asksForItAndSaysWhy(String family) throws Exception {
    boolean summary = family.equals("bg-bb");
    String file = file("counts.csv", summary ? SUMMARY : SURVIVORS);
    assertRefused(
        ("on which day did the last period of %s end? say it with --observation-end DATE:"
                + " predictions count from that day, and nothing in the file says when it was")
            .formatted(file),
        "train",
        "--family",
        family,
        summary ? "--summary" : "--survivors",
        file,
        "--data-dir",
        folder.toString());
  }

  @Test
  void fit_noObservationEnd_warnsAndFitsTheSame() throws Exception {
    String file = file("counts.csv", SUMMARY);
    String[] fit = {"fit", "--family", "bg-bb", "--summary", file};
    List<String> dated = new ArrayList<>(List.of(fit));
    dated.addAll(List.of("--observation-end", "2026-06-30"));
    JsonNode without = Cli.json(fit);
    JsonNode with = Cli.json(dated.toArray(String[]::new));

    String warning = without.at("/warnings/0").asText();
    assertTrue(warning.startsWith("--observation-end was not given: today stands in"), warning);
    assertEquals("[]", with.at("/warnings").toString());
    assertEquals("2026-06-30", with.at("/observationEnd").asText());
    assertEquals(with.at("/parameters"), without.at("/parameters"));
  }

  @Test
  void fit_nobodyLeaves_isNotConvergedAndSaysWhy() throws Exception {
    String file = file("s.csv", "cohort,period,survivors\na,0,10\na,1,10\na,2,10\n");
    Cli.Result result = Cli.run("fit", "--family", "sbg", "--survivors", file);
    assertEquals(ExitCode.NOT_CONVERGED, result.code(), result.err());
    assertTrue(result.out().contains("warning: boundary"), result.out());
  }
}
