package perennial.trainer.transactions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryReducerTest {
  private static final LocalDate START = LocalDate.of(2025, 1, 1);

  @TempDir Path folder;

  /** The rules once more, as SQL: features.sql. */
  @Test
  void histories_randomLogs_areThoseOfTheSql() throws Exception {
    SplittableRandom random = new SplittableRandom(11);
    for (int log = 0; log < 12; log++) {
      Path file = write(random, log % 2 == 0 ? 0.1 : 0.4);
      for (int holdout : new int[] {0, 7}) {
        Window window = new Window(START.plusDays(20 + random.nextInt(20)), holdout);
        assertEquals(bySql(file, window), byReducer(file, window), "log " + log + " " + window);
      }
    }
  }

  @Test
  void moneySum_anyAmounts_isExact() {
    SplittableRandom random = new SplittableRandom(5);
    for (int n : new int[] {1, 3, 1000}) {
      for (int scale = 0; scale < 60; scale += 4) {
        MoneySum sum = new MoneySum();
        BigInteger exact = BigInteger.ZERO;
        for (int i = 0; i < n; i++) {
          long amount = random.nextLong() >> scale;
          sum.add(amount);
          exact = exact.add(BigInteger.valueOf(amount));
        }
        double expected = exact.doubleValue() / 1e6;
        assertEquals(expected, sum.value(), Math.ulp(expected));
      }
    }
  }

  private Path write(SplittableRandom random, double refunds) throws Exception {
    StringBuilder text = new StringBuilder("customer,date,quantity,price,invoice\n");
    for (int i = 0; i < 1500; i++) {
      String customer = random.nextInt(20) == 0 ? "" : "c" + random.nextInt(120);
      int day = random.nextInt(60);
      int quantity = random.nextDouble() < refunds ? -1 - random.nextInt(3) : random.nextInt(4);
      String order = random.nextInt(3) == 0 ? "" : "o" + random.nextInt(200);
      text.append(
          String.format(
              Locale.ROOT,
              "%s,%s,%d,%.2f,%s%n",
              customer,
              START.plusDays(day),
              quantity,
              random.nextInt(10) == 0 ? 0 : random.nextDouble(90),
              order));
    }
    Path file = folder.resolve("log.csv");
    Files.writeString(file, text);
    return file;
  }

  private static LogFormat format() {
    return new LogFormat(
        new Columns(
            "customer",
            "date",
            new Columns.QuantityTimesPrice("quantity", "price"),
            java.util.Optional.of("invoice")),
        java.util.Optional.empty(),
        java.time.ZoneOffset.UTC);
  }

  private static TreeMap<String, HistoryRow> byReducer(Path file, Window window) {
    TreeMap<String, HistoryRow> rows = new TreeMap<>();
    InputFiles files = InputFiles.find(file.toString());
    try (TransactionLog log = TransactionLog.read(files, format(), "1GB", 4, ReadProgress.NONE)) {
      log.visit(window, rows::put);
      Histories histories = log.histories(window);
      assertEquals(rows.size(), histories.size());
    }
    assertTrue(rows.size() > 50);
    return rows;
  }

  private static TreeMap<String, HistoryRow> bySql(Path file, Window window) {
    TreeMap<String, HistoryRow> rows = new TreeMap<>();
    try (DuckSession duck = DuckSession.open("1GB")) {
      new LineLoader(duck, format(), ReadProgress.NONE, false)
          .load(List.of(file), DateParser.iso(java.time.ZoneOffset.UTC));
      duck.execute(FeatureSql.DUCKDB_DAYS_BETWEEN);
      duck.execute("CREATE VIEW bucket_lines AS SELECT * FROM lines WHERE customer IS NOT NULL");
      duck.query(
          FeatureSql.at(window),
          row ->
              rows.put(
                  row.getString(1),
                  new HistoryRow(
                      row.getInt(2),
                      row.getInt(3),
                      row.getInt(4),
                      row.getInt(5),
                      row.getInt(6),
                      row.getDouble(7),
                      row.getDouble(8),
                      row.getDouble(10))));
    }
    return rows;
  }
}
