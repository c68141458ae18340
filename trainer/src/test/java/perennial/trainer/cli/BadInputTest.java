package perennial.trainer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong data and wrong options, each with its sentence. */
class BadInputTest {
  private static final String KEEP =
      ". Nothing was kept: correct or remove the line, then run again";

  @TempDir Path folder;

  @Test
  void fit_emptyFile_saysSo() throws Exception {
    assertRefused("log.csv is empty: its first line must name the columns", "");
  }

  @Test
  void fit_headerOnly_saysSo() throws Exception {
    assertRefused(
        "log.csv has a header and no lines: there is nothing to read", "customer,date,amount\n");
  }

  @Test
  void fit_missingColumn_namesItAndListsThosePresent() throws Exception {
    assertRefused(
        "log.csv has no column 'customer'; its columns are 'client', 'date', 'amount'",
        "client,date,amount\na,2026-01-01,1\n");
  }

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
  void fit_badLineInSecondFile_namesThatFile() throws Exception {
    Files.writeString(folder.resolve("a.csv"), "customer,date,amount\na,2026-01-01,1\n");
    Files.write(
        folder.resolve("b.csv"), gzip("amount,customer,date\n1,a,2026-01-01\n1,a,yesterday\n"));

    Cli.Result result = Cli.run("fit", "--transactions", folder + "/*.csv");

    assertEquals(ExitCode.BAD_INPUT, result.code());
    assertTrue(
        result.error().startsWith("line 3 of b.csv: 'yesterday' in column 'date'"), result.error());
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
  void fit_noUtf8_namesTheLine() throws Exception {
    Path file = folder.resolve("log.csv");
    Files.write(
        file, "customer,date,amount\nAndré,2026-01-01,1\n".getBytes(StandardCharsets.ISO_8859_1));

    Cli.Result result = Cli.run("fit", "--transactions", file.toString());

    assertEquals(ExitCode.BAD_INPUT, result.code());
    assertEquals(
        "line 2 of log.csv: the text is not UTF-8; convert the file, for example with iconv -t"
            + " utf-8",
        result.error());
  }

  @Test
  void fit_noSuchFile_saysSo() {
    String missing = folder.resolve("nothing.csv").toString();

    assertEquals("no file " + missing, refused("fit", "--transactions", missing));
    assertEquals(
        "no file matches " + folder + "/*.parquet",
        refused("fit", "--transactions", folder + "/*.parquet"));
    assertEquals(
        "%s is a folder: name a file, or a pattern such as '%s/*.csv'".formatted(folder, folder),
        refused("fit", "--transactions", folder.toString()));
  }

  @Test
  void fit_noParquetFile_saysSo() throws Exception {
    Path file = Files.writeString(folder.resolve("log.parquet"), "customer,date,amount\n");

    assertEquals(
        "log.parquet is no Parquet file", refused("fit", "--transactions", file.toString()));
  }

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

  private void assertRefused(String expected, String log, String... options) throws Exception {
    Path file = Files.writeString(folder.resolve("log.csv"), log);
    List<String> arguments = new ArrayList<>(List.of("fit", "--transactions", file.toString()));
    arguments.addAll(List.of(options));
    assertEquals(expected, refused(arguments.toArray(String[]::new)));
  }

  private static String refused(String... arguments) {
    Cli.Result result = Cli.run(arguments);
    assertEquals(ExitCode.BAD_INPUT, result.code(), result.err());
    assertEquals("", result.out());
    return result.error();
  }

  private String valid() throws Exception {
    return Files.writeString(
            folder.resolve("valid.csv"), "customer,date,amount\na,2026-01-01,1\na,2026-01-09,2\n")
        .toString();
  }

  private static byte[] gzip(String text) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
