package perennial.trainer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Wrong options, and ends that the data do not reach, each with its sentence. */
class BadFitSettingsTest extends BadInputCase {
  @Test
  void fit_impossibleDateFormat_saysWhatIsMissing() throws Exception {
    for (String pattern : List.of("YYYY-MM-dd", "yyyy-mm-dd", "yyyy-MM-DD", "yyyy-MM", "HH:mm")) {
      assertTrue(
          refused("fit", "--transactions", valid(), "--date-format", pattern)
              .startsWith("date format '%s' cannot tell the day".formatted(pattern)),
          pattern);
    }
    assertTrue(
        refused("fit", "--transactions", valid(), "--date-format", "jj.mm")
            .startsWith("date format 'jj.mm' is no java.time pattern: "));
  }

  @Test
  void fit_amountAndQuantity_isRefused() throws Exception {
    String sentence =
        "the value of a line is --amount-column, or --quantity-column together with"
            + " --price-column";

    assertEquals(
        sentence,
        refused(
            "fit", "--transactions", valid(), "--amount-column", "a", "--quantity-column", "q"));
    assertEquals(sentence, refused("fit", "--transactions", valid(), "--price-column", "p"));
  }

  @Test
  void fit_wrongOptions_areRefusedWithTheirName() throws Exception {
    assertEquals(
        "currency 'euro' must be an ISO 4217 code such as USD",
        refused("fit", "--transactions", valid(), "--currency", "euro"));
    assertEquals(
        "margin 2.0 must be in (0, 1]", refused("fit", "--transactions", valid(), "--margin", "2"));
    assertEquals(
        "memory limit 'much' is no amount such as 512MB or 2GB",
        refused("fit", "--transactions", valid(), "--memory-limit", "much"));
    assertEquals(
        "holdout days -1 must be in [0, 36500]",
        refused("fit", "--transactions", valid(), "--holdout-days", "-1"));
    assertTrue(
        refused("fit", "--transactions", valid(), "--family", "pareto")
            .contains("'pareto' is none of bg-nbd, mbg-nbd"));
    assertTrue(
        refused("fit", "--transactions", valid(), "--observation-end", "soon").contains("soon"));
  }

  @Test
  void fit_observationEndBeforeTheData_saysWhereTheDataAre() throws Exception {
    assertEquals(
        "no customer has a purchase up to the observation end 2025-01-01; the data run from"
            + " 2026-01-01 to 2026-01-09",
        refused("fit", "--transactions", valid(), "--observation-end", "2025-01-01"));
  }

  @Test
  void fit_holdoutBeyondTheData_saysHowLongItMayBe() throws Exception {
    assertEquals(
        "the holdout of 3 days after 2026-01-07 ends on 2026-01-10, but the last day of the data is"
            + " 2026-01-09: the largest holdout possible is 2 days (--holdout-days), or end the"
            + " observation earlier (--observation-end)",
        refused(
            "fit",
            "--transactions",
            valid(),
            "--observation-end",
            "2026-01-07",
            "--holdout-days",
            "3"));
    assertTrue(
        refused(
                "fit",
                "--transactions",
                valid(),
                "--observation-end",
                "2026-02-01",
                "--holdout-days",
                "1")
            .contains("the largest holdout possible is 0 days"));
  }

  @Test
  void fit_lineAfterToday_asksForTheObservationEnd() throws Exception {
    String log = "customer,date,amount\na,2026-01-01,1\na,2999-01-09,2\n";
    String refusal = "the last line of the data is of 2999-01-09, which is after today, ";
    Path file = Files.writeString(folder.resolve("log.csv"), log);

    assertTrue(refused("fit", "--transactions", file.toString()).startsWith(refusal));
    assertTrue(
        refused("fit", "--transactions", file.toString(), "--holdout-days", "90")
            .startsWith(refusal));
    assertTrue(
        refused(
                "fit",
                "--transactions",
                file.toString(),
                "--observation-end",
                "2998-01-01",
                "--holdout-days",
                "5")
            .contains("but today is "));
  }
}
