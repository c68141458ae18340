package perennial.trainer.transactions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import perennial.fitting.PurchaseTimings;
import perennial.registry.Database;
import perennial.registry.ledger.LedgerTerms;
import perennial.registry.testing.TestDatabase;
import perennial.trainer.ledger.LedgerLoad;

/** Histories from the ledger are those of the log that was loaded, at any observation end. */
class LedgerSourceTest {
  private static final LocalDate START = LocalDate.of(2026, 1, 1);
  private static final LogFormat FORMAT =
      new LogFormat(
          new Columns("customer", "date", new Columns.Amount("amount"), Optional.of("order")),
          Optional.empty(),
          ZoneId.of("America/New_York"));

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void histories_returnsOfOrdersAtAnyEnd_areThoseOfTheFile(long seed) throws Exception {
    InputFiles files =
        new InputFiles(
            java.util.List.of(
                Files.writeString(folder.resolve("log.csv"), randomLog(new Random(seed)))));
    try (Database db = TestDatabase.fresh(Clock.systemUTC());
        TransactionLog file = TransactionLog.read(files, FORMAT, "1GB", ReadProgress.NONE)) {
      LedgerTerms terms = db.ledger().settle(new LedgerTerms(FORMAT.zone(), "EUR"));
      try (LedgerLoad load =
          LedgerLoad.read(files, FORMAT, "1GB", terms, Clock.systemUTC(), (s, d, t) -> {})) {
        load.into(db.bulkLedger());
      }
      LedgerSource source = new LedgerSource(db.bulkLedger(), terms.timeZone());
      try (TransactionLog ledger = source.read(FORMAT, "1GB", ReadProgress.NONE)) {
        for (int day = 5; day <= 40; day += 5) {
          Window window = new Window(START.plusDays(day), 7);
          TreeMap<String, HistoryRow> expected = rows(file, window);
          assertFalse(expected.isEmpty());
          assertEquals(expected, rows(ledger, window), window::toString);
          PurchaseTimings timings = file.timings(window);
          assertEquals(timings, ledger.timings(window));
        }
        assertEquals(file.lastDay(), ledger.lastDay());
      }
    }
  }

  private static TreeMap<String, HistoryRow> rows(TransactionLog log, Window window) {
    TreeMap<String, HistoryRow> rows = new TreeMap<>();
    log.visit(window, rows::put);
    return rows;
  }

  /** Orders of one day and of several, returned before, between and after; some of nobody. */
  private static String randomLog(Random random) {
    StringBuilder log = new StringBuilder("customer,date,amount,order\n");
    for (int i = 0; i < 600; i++) {
      boolean refund = random.nextInt(3) == 0;
      String sign = refund ? "-" : "";
      log.append("c").append(random.nextInt(20)).append(',');
      log.append(START.plusDays(random.nextInt(45))).append(',');
      log.append(sign).append(1 + random.nextInt(999)).append('.').append(random.nextInt(9999));
      log.append(',');
      log.append(random.nextInt(3) == 0 ? "" : "o" + random.nextInt(12)).append('\n');
    }
    return log.toString();
  }
}
