package perennial.trainer.transactions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.evaluation.DataReport;

/** The result depends on what the lines say, not on how they are stored or taken apart. */
class SameResultTest {
  private static final int LINES = 4000;

  @TempDir Path folder;

  /** Everything a log gives, customer by customer in its order. */
  private record Result(long lines, DataReport.Refunds refunds, List<String> customers) {}

  @Test
  void histories_rowOrderAndBucketCount_doNotMatter() throws Exception {
    List<String> lines = lines();
    Path first = write("first.csv", lines);
    Collections.shuffle(lines, new Random(2));
    Path shuffled = write("shuffled.csv", lines);

    Result expected = read(first, LogFormat.DEFAULT, 1);

    assertTrue(expected.refunds().matched() > 0);
    assertTrue(expected.refunds().unmatched() > 0);
    for (int groups : new int[] {1, 3, 64, 256}) {
      assertEquals(expected, read(shuffled, LogFormat.DEFAULT, groups), groups + " groups");
    }
  }

  @Test
  void histories_gzipParquetAndManyFiles_areTheSame() throws Exception {
    List<String> lines = lines();
    Path csv = write("log.csv", lines);
    Path gzip = folder.resolve("log.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
      out.write(Files.readAllBytes(csv));
    }
    write("part-1.csv", lines.subList(0, 1000));
    write("part-2.csv", lines.subList(1000, LINES));
    Result expected = read(csv, LogFormat.DEFAULT, 1);

    assertEquals(expected, read(gzip, LogFormat.DEFAULT, 1));
    assertEquals(expected, read(folder.resolve("part-*.csv"), LogFormat.DEFAULT, 1));
    for (String types :
        List.of(
            "*",
            "customer, CAST(date AS DATE) AS date, amount",
            "customer, CAST(date AS TIMESTAMP) AS date, CAST(amount AS DOUBLE) AS amount")) {
      assertEquals(expected, read(parquet(csv, types), LogFormat.DEFAULT, 1), types);
    }
  }

  @Test
  void histories_patternsOfTheSameDays_areTheSame() throws Exception {
    List<String> lines = lines();
    Result expected = read(write("iso.csv", lines), LogFormat.DEFAULT, 1);

    for (String pattern :
        List.of("yyyyMMdd", "dd/MM/yyyy", "d.M.yy", "MMM d, yyyy", "yyyy-MM-dd")) {
      var formatter = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
      List<String> rewritten =
          lines.stream()
              .map(line -> {
                String[] f = line.split(",");
                return "%s,\"%s\",%s"
                    .formatted(f[0], formatter.format(LocalDate.parse(f[1])), f[2]);
              })
              .toList();
      LogFormat format = new LogFormat(Columns.DEFAULT, Optional.of(pattern), ZoneOffset.UTC);
      assertEquals(expected, read(write("other.csv", rewritten), format, 1), pattern);
    }
  }

  private static List<String> lines() {
    Random random = new Random(1);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      double amount = random.nextInt(8) == 0 ? -random.nextInt(500) : random.nextInt(9999);
      lines.add(
          "k%d,2026-%02d-%02d,%.2f"
              .formatted(
                  random.nextInt(600),
                  1 + random.nextInt(6),
                  1 + random.nextInt(28),
                  amount / 100));
    }
    return lines;
  }

  private Path write(String name, List<String> lines) throws Exception {
    Path file = folder.resolve(name);
    return Files.write(
        file,
        ("customer,date,amount\n" + String.join("\n", lines) + "\n")
            .getBytes(StandardCharsets.UTF_8));
  }

  private Path parquet(Path csv, String columns) {
    Path file = folder.resolve("log.parquet");
    try (DuckSession duck = DuckSession.open("512MB")) {
      duck.execute(
          "COPY (SELECT %s FROM read_csv('%s', all_varchar = true)) TO '%s' (FORMAT parquet)"
              .formatted(columns, csv, file));
    }
    return file;
  }

  private static Result read(Path pattern, LogFormat format, int groups) {
    List<String> customers = new ArrayList<>();
    InputFiles files = InputFiles.find(pattern.toString());
    try (TransactionLog log =
        TransactionLog.read(files, format, "512MB", groups, ReadProgress.NONE)) {
      Window window = new Window(log.lastDay().minusDays(40), 40);
      log.visit(window, (customer, row) -> customers.add(customer + row));
      DataReport report = log.report(window);
      return new Result(report.lines(), report.refunds(), customers);
    }
  }
}
