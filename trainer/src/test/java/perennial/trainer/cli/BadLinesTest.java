package perennial.trainer.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Wrong lines, each named with its value; and lines of which nothing is left. */
class BadLinesTest extends BadInputCase {
  @Test
  void fit_unparsableDate_namesLineAndValue() throws Exception {
    assertRefused(
        "line 4 of log.csv: '2026-02-30' in column 'date' is no ISO 8601 date such as 2026-06-30"
            + " (say --date-format for another form)"
            + KEEP,
        "customer,date,amount\na,2026-01-01,1\n\na,2026-02-30,1\na,worse,1\n");
  }

  @Test
  void fit_unparsableDateAfterQuotedLineEnds_namesTheLineOfTheFile() throws Exception {
    assertRefused(
        "line 5 of log.csv: '' in column 'date' is no ISO 8601 date such as 2026-06-30"
            + " (say --date-format for another form)"
            + KEEP,
        "customer,note,date,amount\n"
            + "a,\"two\n"
            + "or \"\"three\"\" lines\",2026-01-01,1\n"
            + "a,,2026-01-02,1\n"
            + "a,,,1\n");
  }

  @Test
  void fit_dateOfAnotherPattern_namesThePattern() throws Exception {
    assertRefused(
        "line 3 of log.csv: '1997-01-02' in column 'date' is no date of the format 'yyyyMMdd'"
            + KEEP,
        "customer,date,amount\na,19970101,1\na,1997-01-02,1\n",
        "--date-format",
        "yyyyMMdd");
  }

  @Test
  void fit_unparsableAmount_namesLineAndValue() throws Exception {
    assertRefused(
        "line 3 of log.csv: '1,50' in column 'amount' is no number below 10^12" + KEEP,
        "customer;date;amount\na;2026-01-01;1\na;2026-01-02;1,50\n");
  }

  @Test
  void fit_notANumberOrInfinite_isRefused() throws Exception {
    for (String value : List.of("NaN", "Infinity", "-inf", "1e300", "")) {
      assertRefused(
          "line 2 of log.csv: '%s' in column 'amount' is no number below 10^12".formatted(value)
              + KEEP,
          "customer,date,amount\na,2026-01-01,%s\n".formatted(value));
    }
  }

  @Test
  void fit_unparsablePrice_namesThePriceColumn() throws Exception {
    assertRefused(
        "line 2 of log.csv: 'free' in column 'price' is no number below 10^12" + KEEP,
        "customer,date,quantity,price\na,2026-01-01,1,free\n",
        "--quantity-column",
        "quantity",
        "--price-column",
        "price");
  }

  @Test
  void fit_lineWithTooFewFields_namesTheLine() throws Exception {
    assertRefused(
        "line 3 of log.csv: the header names 3 columns but the line has 2",
        "customer,date,amount\na,2026-01-01,1\na,2026-01-02\n");
  }

  @Test
  void fit_lineWithTooManyFields_namesTheLine() throws Exception {
    assertRefused(
        "line 2 of log.csv: the header names 3 columns but the line has 4",
        "customer,date,amount\na,2026-01-01,1,7\n");
  }

  @Test
  void fit_nothingButRefunds_saysSo() throws Exception {
    assertRefused(
        "no customer has a purchase up to the observation end 2026-01-01; the data run from"
            + " 2026-01-01 to 2026-01-01",
        "customer,date,amount\na,2026-01-01,-1\n");
    assertRefused(
        "none of the 1 lines is a purchase of a customer (1 have no customer)",
        "customer,date,amount\n,2026-01-01,1\n");
  }

  @Test
  void fit_meansNotPositive_areCountedAndSaid() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("log.csv"),
            "customer,date,amount\n"
                + "a,2026-01-01,1\na,2026-01-09,2\nb,2026-01-01,1\nb,2026-01-05,3\n"
                + "free,2026-01-01,0\nfree,2026-01-04,0\nback,2026-01-02,-4\n");

    Cli.Result result = Cli.run("fit", "--transactions", file.toString());

    assertTrue(
        result.out().contains("1 customers with purchases are not in this fit"), result.out());
    assertTrue(
        result
            .out()
            .contains(
                "customers, 1 of them with refunds only; the others stay in the purchase model"),
        result.out());
    assertTrue(
        Cli.run("fit", "--transactions", file.toString(), "--json")
            .out()
            .contains("\"excludedNotPositive\" : 1"));
  }
}
