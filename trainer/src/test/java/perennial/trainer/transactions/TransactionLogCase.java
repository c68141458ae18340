package perennial.trainer.transactions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import perennial.evaluation.DataReport;
import perennial.trainer.transactions.Columns.Amount;
import perennial.trainer.transactions.Columns.QuantityTimesPrice;

/** Logs of a few lines, and what is read from them. */
abstract class TransactionLogCase {
  static final LogFormat WITH_ORDERS =
      new LogFormat(
          new Columns("customer", "date", new Amount("amount"), Optional.of("order")),
          Optional.empty(),
          ZoneOffset.UTC);
  static final LogFormat PIECES =
      new LogFormat(
          new Columns(
              "customer", "date", new QuantityTimesPrice("quantity", "price"), Optional.empty()),
          Optional.empty(),
          ZoneOffset.UTC);

  @TempDir Path folder;

  static Map<String, Integer> repeats(Map<String, HistoryRow> rows) {
    Map<String, Integer> repeats = new TreeMap<>();
    rows.forEach((customer, row) -> repeats.put(customer, row.repeatPurchases()));
    return repeats;
  }

  Map<String, Integer> ages(String log, LogFormat format) throws Exception {
    Map<String, Integer> ages = new TreeMap<>();
    rows(log, format, until("2026-01-31"))
        .forEach((customer, row) -> ages.put(customer, row.age()));
    return ages;
  }

  HistoryRow only(String log, LogFormat format, Window window) throws Exception {
    Map<String, HistoryRow> rows = rows(log, format, window);
    assertEquals(1, rows.size());
    return rows.values().iterator().next();
  }

  Map<String, HistoryRow> rows(String log, LogFormat format, Window window) throws Exception {
    Map<String, HistoryRow> rows = new TreeMap<>();
    try (TransactionLog read = read(log, format)) {
      read.visit(window, rows::put);
    }
    return rows;
  }

  DataReport report(String log, LogFormat format, Window window) throws Exception {
    try (TransactionLog read = read(log, format)) {
      return read.report(window);
    }
  }

  TransactionLog read(String log, LogFormat format) throws Exception {
    Path file = Files.writeString(folder.resolve("log.csv"), log);
    return TransactionLog.read(
        InputFiles.find(file.toString()), format, "512MB", ReadProgress.NONE);
  }

  static Window until(String end) {
    return new Window(day(end), 0);
  }

  static LocalDate day(String text) {
    return LocalDate.parse(text);
  }
}
