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

/** CDNOW and UCI Online Retail through the commands themselves, at their published figures. */
class RealDataTest {
  private static final double RELATIVE = 5e-4;

  @Test
  void fit_cdnowBgNbd_givesReferenceFigures() throws Exception {
    JsonNode fit = Cli.json(cdnow("--family", "bg-nbd", "--holdout-days", "273"));

    assertEquals(-9582.429207, fit.at("/logLikelihood").asDouble(), 1e-4);
    assertParameters(fit, "parameters", .242594507, 4.41360179, .792922106, 2.42590708);
    assertParameters(fit, "standardErrors", .0125574, .3782241, .1857338, .7054143);
    assertHoldout(fit, 1653.41, .7855, 1.6080);
  }

  @Test
  void fit_cdnowMbgNbd_givesReferenceFigures() throws Exception {
    JsonNode fit = Cli.json(cdnow("--holdout-days", "273"));

    assertEquals("mbg-nbd", fit.at("/family").asText());
    assertEquals(-9582.135716, fit.at("/logLikelihood").asDouble(), 1e-4);
    assertParameters(fit, "parameters", .52484307, 6.18308471, .89135955, 1.6140029);
    assertParameters(fit, "standardErrors", .083268, .695619, .154789, .537491);
    assertHoldout(fit, 1576.73, .7648, 1.6072);
  }

  @Test
  void fit_cdnowNbdAndParetoNbd_giveReferenceFigures() throws Exception {
    JsonNode nbd = Cli.json(cdnow("--family", "nbd", "--holdout-days", "273"));
    assertEquals(-9763.6576, nbd.at("/logLikelihood").asDouble(), 1e-4);
    assertEquals(2929.82, nbd.at("/holdout/predictedPurchases").asDouble(), .05);

    JsonNode pareto = Cli.json(cdnow("--family", "pareto-nbd", "--holdout-days", "273"));
    assertEquals(-9594.976179, pareto.at("/logLikelihood").asDouble(), 1e-4);
    assertHoldout(pareto, 1665.51, .7545, 1.6028);
  }

  /** The sum of the logarithms of all gaps comes from the log: k = 2 would differ without it. */
  @Test
  void fit_cdnowRegularTiming_choosesK1() throws Exception {
    JsonNode fit = Cli.json(cdnow("--family", "mbg-cnbd-k", "--holdout-days", "273"));
    assertEquals(1, fit.at("/parameters/k").asInt());
    assertEquals(-9582.135716, fit.at("/logLikelihood").asDouble(), 1e-4);
    assertEquals(918, fit.at("/regularity/pairs").asInt());
    assertEquals(1.0899, fit.at("/regularity/k").asDouble(), 1e-4);
    assertHoldout(fit, 1576.73, .7648, 1.6072);
  }

  @ParameterizedTest
  @CsvSource({
    "bg-cnbd-k, 2, -9855.3270",
    "mbg-cnbd-k, 2, -9853.2531",
    "bg-cnbd-k, 1, -9582.429207",
    "mbg-cnbd-k, 1, -9582.135716"
  })
  void fit_cdnowKGiven_givesReferenceFigures(String family, int k, double logLikelihood)
      throws Exception {
    JsonNode fit = Cli.json(cdnow("--family", family, "--k", Integer.toString(k)));
    assertEquals(k, fit.at("/parameters/k").asInt());
    assertEquals("given", fit.at("/kChoice").asText());
    assertEquals(logLikelihood, fit.at("/logLikelihood").asDouble(), 1e-4);
  }

  @ParameterizedTest
  @CsvSource({"1, -5848.0453", "2, -6020.2567"})
  void fit_apparelKGiven_givesReferenceFigures(String k, double logLikelihood) throws Exception {
    JsonNode fit =
        Cli.json(
            "fit",
            "--transactions",
            RealData.file("apparel_transactions.csv"),
            "--customer-column",
            "Id",
            "--date-column",
            "Date",
            "--amount-column",
            "Price",
            "--observation-end",
            "2006-12-31",
            "--time-unit",
            "week",
            "--family",
            "mbg-cnbd-k",
            "--k",
            k);
    assertEquals(logLikelihood, fit.at("/logLikelihood").asDouble(), 1e-4);
    assertTrue(fit.at("/converged").asBoolean());
  }

  @Test
  void fit_cdnow_reportsTheDataAsTheyAre() throws Exception {
    JsonNode fit = Cli.json(cdnow("--holdout-days", "273"));

    assertEquals(2357, fit.at("/customers").asInt());
    assertEquals(6919, fit.at("/transactions").asInt());
    assertEquals("1997-09-30", fit.at("/observationEnd").asText());
    assertEquals(0, fit.at("/rowsDropped").size());
    assertTrue(fit.at("/converged").asBoolean());
    assertTrue(fit.at("/gradientNorm").asDouble() < 1e-8);
    assertEquals(19172.271431, fit.at("/aic").asDouble(), 1e-3);
    assertFalse(fit.has("version"));
    assertFalse(fit.has("refit"));
  }

  @Test
  void fit_cdnowSpend_givesReferenceFigures() throws Exception {
    JsonNode repeat = Cli.json(cdnow()).at("/spend");
    JsonNode all = Cli.json(cdnow("--spend-orders", "all")).at("/spend");

    assertEquals(946, repeat.at("/customers").asInt());
    assertEquals(-4055.917695, repeat.at("/logLikelihood").asDouble(), 1e-3);
    assertEquals(.113888, repeat.at("/frequencyCorrelation").asDouble(), 1e-6);
    assertEquals(2349, all.at("/customers").asInt());
    assertEquals(-9898.4509, all.at("/logLikelihood").asDouble(), 1e-3);
  }

  @Test
  void fit_cdnowCalibration_has2457RepeatPurchases() throws Exception {
    JsonNode fit = Cli.json(cdnow());

    assertEquals(2457, fit.at("/repeatPurchases").asInt());
    assertTrue(fit.at("/rowsDropped/after the observation end").asInt() > 0);
  }

  @Test
  void fit_cdnowUnitOfTime_changesNothingButTheUnit() throws Exception {
    JsonNode weeks = Cli.json(cdnow("--holdout-days", "273"));
    JsonNode days = Cli.json(cdnow("--holdout-days", "273", "--time-unit", "day"));

    assertEquals(
        7 * weeks.at("/parameters/alpha").asDouble(),
        days.at("/parameters/alpha").asDouble(),
        1e-4);
    assertEquals(
        weeks.at("/holdout/predictedPurchases").asDouble(),
        days.at("/holdout/predictedPurchases").asDouble(),
        1e-3);
  }

  @Test
  void fit_uci_reproducesTheCounts() throws Exception {
    JsonNode fit = Cli.json(uci("fit"));

    assertEquals(541_909, fit.at("/lines").asInt());
    assertEquals(135_080, fit.at("/rowsDropped/no customer").asInt());
    assertEquals(1, fit.at("/rowsDropped").size());
    assertEquals(406_829, fit.at("/transactions").asInt());
    assertEquals(4339, fit.at("/customers").asInt());
    assertEquals(12_427, fit.at("/repeatPurchases").asInt());
    assertEquals(8905, fit.at("/refunds/lines").asInt());
    assertEquals(33, fit.at("/refunds/customersOnlyRefunds").asInt());
    assertEquals(55, fit.at("/refunds/customersNotPositive").asInt());
    assertEquals(8905, fit.at("/refunds/matched").asInt() + fit.at("/refunds/unmatched").asInt());
  }

  private String[] cdnow(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("fit", "--transactions", RealData.file("cdnow_elog.csv")));
    arguments.addAll(List.of("--customer-column", "sampleid", "--date-column", "date"));
    arguments.addAll(List.of("--date-format", "yyyyMMdd", "--amount-column", "sales"));
    arguments.addAll(List.of("--observation-end", "1997-09-30"));
    arguments.addAll(List.of(more));
    if (!arguments.contains("--time-unit")) {
      arguments.addAll(List.of("--time-unit", "week"));
    }
    return arguments.toArray(String[]::new);
  }

  static String[] uci(String command, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(command, "--transactions", RealData.file("uci_online_retail_lines.csv.gz")));
    arguments.addAll(List.of("--customer-column", "CustomerID", "--date-column", "InvoiceDate"));
    arguments.addAll(List.of("--quantity-column", "Quantity", "--price-column", "UnitPrice"));
    arguments.addAll(List.of("--order-column", "InvoiceNo"));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private static void assertParameters(
      JsonNode fit, String block, double r, double alpha, double a, double b) {
    double[] expected = {r, alpha, a, b};
    String[] names = {"r", "alpha", "a", "b"};
    for (int i = 0; i < names.length; i++) {
      double actual = fit.at("/" + block + "/" + names[i]).asDouble();
      assertEquals(expected[i], actual, RELATIVE * expected[i], names[i]);
    }
  }

  private static void assertHoldout(JsonNode fit, double sum, double mae, double rmse) {
    JsonNode holdout = fit.at("/holdout");
    assertEquals(273, holdout.at("/days").asInt());
    assertEquals(1882, holdout.at("/actualPurchases").asInt());
    assertEquals(sum, holdout.at("/predictedPurchases").asDouble(), .01);
    assertEquals(mae, holdout.at("/mae").asDouble(), 1e-4);
    assertEquals(rmse, holdout.at("/rmse").asDouble(), 1e-4);
    assertEquals(
        (holdout.at("/predictedPurchases").asDouble() - 1882) / 2357,
        holdout.at("/bias").asDouble(),
        1e-9);
    assertTrue(holdout.at("/gini").asDouble() > .6);
    assertEquals(2929.82, holdout.at("/baselines/nbd/predictedPurchases").asDouble(), .05);
    assertEquals(1.0410, holdout.at("/baselines/nbd/mae").asDouble(), 1e-4);
    assertEquals(1.8595, holdout.at("/baselines/nbd/rmse").asDouble(), 1e-4);
    for (String baseline : List.of("nbd", "repeat-last-period", "historical-average")) {
      assertTrue(
          holdout.at("/baselines/" + baseline + "/mae").asDouble() > holdout.at("/mae").asDouble(),
          baseline);
    }
  }
}
