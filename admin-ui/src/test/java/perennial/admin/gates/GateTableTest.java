package perennial.admin.gates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import perennial.registry.retraining.GateResult;
import perennial.registry.retraining.GateResult.Outcome;

/** The evidence of gates as figures that people read. */
final class GateTableTest {
  private static GateTable table(GateResult... gates) {
    return Objects.requireNonNull(GateTable.of("retail", 5, List.of(gates)));
  }

  /**
   * The measures of one gate as {@code name: candidate | champion | difference (interval) | limit |
   * verdict}.
   */
  private static List<String> rows(String gate, Outcome outcome, String evidence) {
    return table(new GateResult(gate, outcome, "found", evidence))
        .parts()
        .getFirst()
        .rows()
        .stream()
        .map(r ->
            "%s: %s | %s | %s (%s) | %s | %s"
                .formatted(
                    r.name(),
                    r.candidate(),
                    r.champion(),
                    r.difference(),
                    r.interval(),
                    r.limit(),
                    r.mark() == null ? "" : r.mark().word())
                .replace('\u00a0', ' '))
        .toList();
  }

  private static List<String> verdicts(String gate, Outcome outcome, String evidence) {
    return rows(gate, outcome, evidence).stream()
        .map(r -> r.substring(r.lastIndexOf("| ") + 2))
        .filter(v -> !v.isEmpty())
        .toList();
  }

  @Test
  void holdout_besideAChampion_hasDifferenceIntervalAndLimit() {
    String evidence =
        """
        {"champion":3,"customers":16632,"days":91,"mae":0.7611,"championMae":0.7702,
         "difference":-0.0091,"low":-0.0154,"high":-0.0031,"limit":0.0385,"championSawHoldout":true}
        """;
    assertEquals(
        List.of(
            "Mean absolute error, purchases a customer: 0.7611 | 0.7702 | −0.0091 (−0.0154 to"
                + " −0.0031) | +0.0385 | within limit"),
        rows("holdout", Outcome.PASSED, evidence));
    GateTable t = table(new GateResult("holdout", Outcome.PASSED, "found", evidence));
    assertEquals("v3", t.champion());
    assertEquals("v5", t.candidate());
    assertTrue(
        t.parts().getFirst().rows().getFirst().note().contains("fitted on some of these days"));
  }

  @Test
  void holdout_withoutAChampion_isHeldAgainstTheBestBaseline() {
    String evidence = "{\"customers\":900,\"days\":91,\"mae\":0.7,\"bestBaselineMae\":%s}";
    assertEquals(
        List.of("Mean absolute error, purchases a customer: 0.7000 |  |  () |  | failed"),
        rows("holdout", Outcome.FAILED, evidence.formatted("0.6")));
    assertEquals(
        List.of("within limit"),
        verdicts("holdout", Outcome.PASSED, evidence.formatted("\"Infinity\"")));
  }

  /** Of a gate with two limits that failed, the figures tell which one it was. */
  @ParameterizedTest
  @CsvSource({
    "0.03, 0.08, 0.01, within limit, within limit", // as the gate would have passed
    "0.12, 0.20, 0.01, beyond limit, within limit",
    "-0.2, -0.12, 0.01, beyond limit, within limit",
    "-0.2, 0.3, 0.03, within limit, beyond limit"
  })
  void bias_failed_saysByWhichLimit(
      double low, double high, double larger, String own, String beside) {
    String evidence =
        """
        {"champion":3,"customers":9000,"days":91,"purchases":4100,"bias":0.05,"low":%s,"high":%s,
         "limit":0.1,"margin":0.02,"championSawHoldout":false,"championBias":-0.01,
         "difference":0.001,"differenceLow":-0.01,"differenceHigh":%s}
        """
            .formatted(low, high, larger);
    assertEquals(List.of(own, beside), verdicts("bias", Outcome.FAILED, evidence));
  }

  @Test
  void bias_championSawTheHoldout_isHeldAgainstItsOwn() {
    String evidence =
        """
        {"champion":3,"customers":9000,"days":91,"purchases":4100,"bias":0.05,"low":0.03,
         "high":0.07,"limit":0.1,"margin":0.02,"championSawHoldout":true,
         "championBiasOnItsOwnHoldout":-0.01,"largerBeyondChance":0.024}
        """;
    assertEquals(
        List.of(
            "Bias of all purchases: +5.0 % |  |  () | ±10 % | within limit",
            "Size of the bias: +5.0 % | −1.0 % | +2.4 points () | +2.0 points | beyond limit"),
        rows("bias", Outcome.FAILED, evidence));
  }

  @Test
  void calibration_hasItsWorstDecileAndEach() {
    List<String> rows =
        rows(
            "calibration",
            Outcome.FAILED,
            """
            {"champion":3,"customers":16632,"limit":0.15,"beyondChance1":0,"beyondChance2":0.204,
             "worstDecile":2,"predicted":0.412,"actual":0.6,"standardError":0.021,"error":0.3,
             "beyondChance":0.204}
            """);
    assertEquals(
        "Worst decile, off beyond chance: 20.4 % |  |  () | 15.0 % | beyond limit",
        rows.getFirst());
    assertTrue(rows.toString().contains("0 · 20 %"), rows::toString);
  }

  @Test
  void replay_hasMoneyInItsCurrency() {
    GateTable t =
        table(
            new GateResult("schema", Outcome.PASSED, "", "{\"currency\":\"GBP\"}"),
            new GateResult(
                "replay",
                Outcome.FAILED,
                "",
                """
                {"customers":8591,"refusedByChampion":1,"refusedByCandidate":0,
                 "championTotal":1842310,"candidateTotal":1300000,"totalChange":-0.294,
                 "totalLimit":0.25,"moved":0.11,"movedLimit":0.25}
                """));
    GateTable.Row money = t.parts().getFirst().rows().getFirst();
    assertEquals("£1,300,000", money.candidate());
    assertEquals("£1,842,310", money.champion());
    assertEquals("−29.4\u00a0%", money.difference());
    assertEquals("±25\u00a0%", money.limit());
    assertEquals("beyond limit", Objects.requireNonNull(money.mark()).word());
    assertEquals("", t.champion(), "none is named");
  }

  @Test
  void notEnoughData_tellsWhatThereIs() {
    assertEquals(
        List.of("Requests that it refuses: 0 | 0 |  () |  | ", "Customers: 131 |  |  () |  | "),
        rows(
            "replay",
            Outcome.NOT_ENOUGH_DATA,
            "{\"customers\":131,\"refusedByChampion\":0,\"refusedByCandidate\":0}"));
    assertEquals(
        List.of("not enough data"),
        verdicts(
            "holdout",
            Outcome.NOT_ENOUGH_DATA,
            "{\"mae\":0.7,\"championMae\":0.6,\"difference\":0.1,\"low\":-1,\"high\":2,"
                + "\"limit\":0.03}"));
  }

  /** A later worker may know gates and figures that these pages do not. */
  @Test
  void unknownFigures_areToldAsTheyAre() {
    assertEquals(
        List.of(
            "Shadow hours: 41 |  |  () |  | ",
            "Ready: yes |  |  () |  | ",
            "Nested: [1] |  |  () |  | "),
        rows("shadow", Outcome.PASSED, "{\"shadowHours\":41,\"ready\":true,\"nested\":[1]}"));
    assertTrue(
        rows("latency", Outcome.FAILED, "{\"error\":\"java.lang.Exception: x\"}")
            .contains("Error: java.lang.Exception: x |  |  () |  | "));
  }

  @ParameterizedTest
  @CsvSource({"not JSON", "'[1,2]'", "''", "'{}'"})
  void evidence_withoutFigures_hasNone(String evidence) {
    assertEquals(List.of(), rows("holdout", Outcome.FAILED, evidence));
  }

  @Test
  void noGates_noTable() {
    assertNull(GateTable.of("retail", 5, List.of()));
  }
}
