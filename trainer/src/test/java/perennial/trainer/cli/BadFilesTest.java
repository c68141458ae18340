package perennial.trainer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Wrong files, each with its sentence. */
class BadFilesTest extends BadInputCase {
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
}
