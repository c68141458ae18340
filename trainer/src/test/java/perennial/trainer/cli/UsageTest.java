package perennial.trainer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be meant is refused in one sentence, with exit code 2, before any work. */
class UsageTest {
  private static final String SUMMARY = "frequency,recency,periods,weights\n0,0,4,30\n1,2,4,12\n";
  private static final String NOT_UTF8 =
      "the text is not UTF-8; convert the file, for example with iconv -t utf-8";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "fit --observation-end 2026-02-30~ Invalid value for option '--observation-end':"
            + " '2026-02-30' is no date such as 2026-06-30",
        "fit --observation-end +999999999-12-31~ Invalid value for option '--observation-end':"
            + " '+999999999-12-31' is no date such as 2026-06-30",
        "fit --time-zone Mars/Base~ Invalid value for option '--time-zone': 'Mars/Base' is no time"
            + " zone such as UTC or Europe/Vienna",
        "fit --holdout-days abc~ Invalid value for option '--holdout-days': 'abc' is no whole"
            + " number",
        "fit --holdout-days 99999999999~ Invalid value for option '--holdout-days': '99999999999' is"
            + " too far from 0",
        "fit --margin much~ Invalid value for option '--margin': 'much' is no number",
        "show one~ Invalid value for positional parameter at index 0 (VERSION): 'one' is no whole"
            + " number",
        "calibration --simulate -5 --holdout-days 30~ --simulate -5 must be 1 or more",
        "calibration --simulate 5 --transactions F --holdout-days 30~ --simulate and --transactions"
            + " do not go together: judge on simulated customers or on a log",
        "calibration --simulate 5 --family sbg --holdout-days 30~ --family sbg is fitted to"
            + " --survivors FILE, which has no held-out days: calibration is for families of a"
            + " transaction log, bg-nbd, mbg-nbd, nbd,",
        "calibration --simulate 5 --holdout-days 30 --plot FOLDER/none/pit.svg~ plot"
            + " 'FOLDER/none/pit.svg': there is no folder FOLDER/none",
        "retrain --reason x --set nbd~ Value for option '--set' (NAME=VALUE) should be in KEY=VALUE"
            + " format but was nbd",
        "simulate -o FOLDER/none/s.csv~ output 'FOLDER/none/s.csv': there is no folder FOLDER/none",
        "simulate --family sbg -o FOLDER~ output 'FOLDER' is a folder",
        "export 1 -o FOLDER~ output 'FOLDER' is a folder",
        "score --transactions LOG -o s.csv --horizon-days 30,90,30~ --horizon-days 30 is there"
            + " twice",
        "predict --server nowhere~ --server 'nowhere' must be HOST:PORT, such as localhost:9090",
        "predict --server http://a:9090~ --server 'http://a:9090' must be HOST:PORT, such as",
        "predict --server a:99999~ --server 'a:99999' must be HOST:PORT, such as localhost:9090",
        "predict --server a:0~ --server 'a:0' must be HOST:PORT, such as localhost:9090",
        "fit --family sbg --survivors FOLDER~ FOLDER is a folder: name a file",
        "fit --covariates-file FOLDER --pool-by a~ FOLDER is a folder: name a file"
      })
  void command_cannotBeMeant_isRefused(String command, String message) throws Exception {
    Path log =
        Files.writeString(folder.resolve("log.csv"), "customer,date,amount\na,2026-01-01,1\n");
    String all =
        command
            .replace("predict", "predict --repeat-purchases 1 --recency 1 --age 2")
            .replace("fit --covariates-file", "fit --transactions LOG --covariates-file")
            .replace("LOG", log.toString())
            .replace("FOLDER", folder.toString());
    Cli.Result result = Cli.run(all.split(" "));
    assertEquals(ExitCode.BAD_INPUT, result.code(), result.err());
    String expected = message.replace("FOLDER", folder.toString());
    assertTrue(result.error().startsWith(expected), result.error());
    assertFalse(result.err().contains("\tat "), result.err());
  }

  @Test
  void files_namedByNothing_areRefused() {
    for (List<String> command :
        List.of(
            List.of("fit", "--transactions", ""),
            List.of("fit", "--family", "bg-bb", "--summary", ""),
            List.of("simulate", "-o", ""))) {
      Cli.Result result = Cli.run(command.toArray(String[]::new));
      assertEquals(ExitCode.BAD_INPUT, result.code(), result.err());
      assertTrue(result.error().contains("the name of the file is blank"), result.error());
    }
  }

  @Test
  void predict_hostThatNobodyKnows_isOneSentence() {
    Cli.Result result =
        Cli.run(
            "predict",
            "--repeat-purchases",
            "1",
            "--recency",
            "1",
            "--age",
            "2",
            "--server",
            "no-such-host.invalid:9090");
    assertEquals(ExitCode.UNAVAILABLE, result.code());
    assertEquals("no host no-such-host.invalid is known here (--server)", result.error());
  }

  /** Every small file, and the header of a log: in Latin 1 a name would become another one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "fit --family bg-bb --summary F~ frequency,recency,periods,weights|0,0,4,30|ü,1,2,3~ 3",
        "fit --family sbg --survivors F~ cohort,period,survivors|a,0,9|a,1,5|ü,0,9|ü,1,5~ 4",
        "fit --transactions F --covariates-file F --pool-by b~ a,b|c,ü|d,x~ 2",
        "fit --transactions F~ kündin,date,amount|a,2026-01-01,1~ 1",
        "fit --transactions F~ customer,date,amount|a,2026-01-01,1|ü,2026-01-01,1~ 3"
      })
  void file_inLatin1_isRefusedWithItsLine(String command, String text, String line)
      throws Exception {
    Path file = folder.resolve("f.csv");
    Files.write(
        file, (text.strip().replace('|', '\n') + "\n").getBytes(StandardCharsets.ISO_8859_1));
    Cli.Result result = Cli.run(command.replace(" F", " " + file).split(" "));
    assertEquals("line %s of f.csv: %s".formatted(line.strip(), NOT_UTF8), result.error());
    assertEquals(ExitCode.BAD_INPUT, result.code());
  }

  @Test
  void file_withMarkAndWindowsLineEnds_isRead() throws Exception {
    Path file = folder.resolve("s.csv");
    Files.writeString(file, "\uFEFF" + SUMMARY.replace("\n", "\r\n"));
    Cli.Result result = Cli.run("fit", "--family", "bg-bb", "--summary", file.toString());
    assertTrue(result.out().contains("customers  42"), result.out() + result.err());
  }

  @Test
  void file_compressedAndCutOff_isRefused() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(SUMMARY.getBytes(StandardCharsets.UTF_8));
    }
    for (int length : new int[] {5, 12, bytes.size() - 9}) {
      Path file = folder.resolve("s.csv.gz");
      Files.write(file, Arrays.copyOf(bytes.toByteArray(), length));
      Cli.Result result = Cli.run("fit", "--family", "bg-bb", "--summary", file.toString());
      assertEquals(ExitCode.BAD_INPUT, result.code(), result.err());
      assertTrue(result.error().startsWith("s.csv.gz is damaged or cut off"), result.error());
      if (length == 12) { // not even a header
        Cli.Result log = Cli.run("fit", "--transactions", file.toString());
        assertEquals(result.error(), log.error());
      }
    }
  }
}
