package perennial.trainer.transactions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import perennial.evaluation.DataReport;
import perennial.model.SpendOrders;
import perennial.trainer.transactions.Columns.Amount;
import perennial.trainer.transactions.Columns.QuantityTimesPrice;

/** The rules of building histories, one small literal log each. */
class TransactionLogTest {
  private static final LogFormat WITH_ORDERS =
      new LogFormat(
          new Columns("customer", "date", new Amount("amount"), Optional.of("order")),
          Optional.empty(),
          ZoneOffset.UTC);
  private static final LogFormat PIECES =
      new LogFormat(
          new Columns(
              "customer", "date", new QuantityTimesPrice("quantity", "price"), Optional.empty()),
          Optional.empty(),
          ZoneOffset.UTC);

  @TempDir Path folder;

  @Test
  void history_severalLinesOnOneDay_areOnePurchase() throws Exception {
    HistoryRow row =
        only(
            """
            customer,date,amount
            a,2026-01-01,10
            a,2026-01-05T09:00:00,20
            a,2026-01-05T21:30:00,5.50
            a,2026-01-11,4
            """,
            LogFormat.DEFAULT,
            until("2026-01-31"));

    assertEquals(new HistoryRow(2, 10, 30, 0, 0, 10, 29.5, 0), row);
  }

  @Test
  void history_purchaseOnObservationEnd_counts() throws Exception {
    HistoryRow row =
        only(
            """
            customer,date,amount
            a,2026-01-01,10
            a,2026-01-31,20
            a,2026-02-01,40
            """,
            LogFormat.DEFAULT,
            until("2026-01-31"));

    assertEquals(new HistoryRow(1, 30, 30, 0, 0, 10, 20, 0), row);
  }

  @Test
  void history_holdout_endsWithItsLastDay() throws Exception {
    HistoryRow row =
        only(
            """
            customer,date,amount
            a,2026-01-01,10
            a,2026-01-08,10
            a,2026-01-09,10
            a,2026-01-10,10
            a,2026-01-11,10
            a,2026-01-12,10
            a,2026-01-12,10
            a,2026-01-13,10
            """,
            LogFormat.DEFAULT,
            new Window(LocalDate.parse("2026-01-10"), 2));

    // (10th, 12th] holds two days; of (8th, 10th] both the 9th and the 10th are repeats.
    assertEquals(new HistoryRow(3, 9, 9, 2, 2, 10, 30, 30), row);
  }

  @Test
  void history_firstPurchaseInHoldout_isNoCustomerYet() throws Exception {
    Map<String, HistoryRow> rows =
        rows(
            """
            customer,date,amount
            a,2026-01-01,10
            b,2026-01-11,10
            """,
            LogFormat.DEFAULT,
            new Window(LocalDate.parse("2026-01-10"), 5));

    assertEquals(Map.of("a", new HistoryRow(0, 0, 9, 0, 0, 10, 0, 0)), rows);
  }

  @Test
  void history_freeOrder_isPurchase() throws Exception {
    HistoryRow row =
        only(
            """
            customer,date,amount
            a,2026-01-01,10
            a,2026-01-05,0
            """,
            LogFormat.DEFAULT,
            until("2026-01-05"));

    assertEquals(new HistoryRow(1, 4, 4, 0, 0, 10, 0, 0), row);
  }

  @Test
  void refund_withoutOrder_reducesLatestPurchaseDayBeforeIt() throws Exception {
    HistoryRow row =
        only(
            """
            customer,date,amount
            a,2026-01-01,100
            a,2026-01-03,-10
            a,2026-01-05,50
            a,2026-01-05,-5
            a,2026-01-09,-1
            """,
            LogFormat.DEFAULT,
            until("2026-01-31"));

    assertEquals(new HistoryRow(1, 4, 30, 0, 0, 90, 44, 0), row);
  }

  @Test
  void refund_withItsOrder_reducesThatOrder() throws Exception {
    HistoryRow row =
        only(
            """
            customer,date,amount,order
            a,2026-01-01,100,A1
            a,2026-01-05,50,A2
            a,2026-01-09,-30,A1
            """,
            WITH_ORDERS,
            until("2026-01-31"));

    assertEquals(new HistoryRow(1, 4, 30, 0, 0, 70, 50, 0), row);
  }

  @Test
  void refund_withOrderOfItsOwn_fallsToLatestPurchaseDay() throws Exception {
    HistoryRow row =
        only(
            """
            customer,date,amount,order
            a,2026-01-01,100,A1
            a,2026-01-05,50,A2
            a,2026-01-09,-30,CA1
            """,
            WITH_ORDERS,
            until("2026-01-31"));

    assertEquals(new HistoryRow(1, 4, 30, 0, 0, 100, 20, 0), row);
  }

  @Test
  void refund_withOrderOfAnotherCustomer_fallsToLatestPurchaseDay() throws Exception {
    Map<String, HistoryRow> rows =
        rows(
            """
            customer,date,amount,order
            a,2026-01-01,100,A1
            b,2026-01-01,80,B1
            b,2026-01-09,-30,A1
            """,
            WITH_ORDERS,
            until("2026-01-31"));

    assertEquals(
        Map.of(
            "a",
            new HistoryRow(0, 0, 30, 0, 0, 100, 0, 0),
            "b",
            new HistoryRow(0, 0, 30, 0, 0, 50, 0, 0)),
        rows);
  }

  @Test
  void refund_beforeAnyPurchase_isUnmatchedAndChangesNothing() throws Exception {
    String log =
        """
        customer,date,amount
        a,2026-01-01,-30
        a,2026-01-05,50
        b,2026-01-02,-7
        """;

    assertEquals(
        new HistoryRow(0, 0, 26, 0, 0, 50, 0, 0),
        only(log, LogFormat.DEFAULT, until("2026-01-31")));
    assertEquals(
        new DataReport.Refunds(2, 0, 2, 1, 1),
        report(log, LogFormat.DEFAULT, until("2026-01-31")).refunds());
  }

  @Test
  void refund_afterObservationEnd_doesNotReachBack() throws Exception {
    String log =
        """
        customer,date,amount
        a,2026-01-01,100
        a,2026-02-03,-90
        """;

    assertEquals(100, only(log, LogFormat.DEFAULT, new Window(day("2026-01-31"), 28)).firstSpend());
    assertEquals(10, only(log, LogFormat.DEFAULT, until("2026-02-28")).firstSpend());
  }

  @Test
  void refund_ofEverything_keepsPurchaseDayAndIsReported() throws Exception {
    String log =
        """
        customer,date,amount
        a,2026-01-01,100
        a,2026-01-01,-100
        b,2026-01-01,5
        """;

    assertEquals(2, rows(log, LogFormat.DEFAULT, until("2026-01-31")).size());
    assertEquals(
        new DataReport.Refunds(1, 1, 0, 0, 1),
        report(log, LogFormat.DEFAULT, until("2026-01-31")).refunds());
  }

  @Test
  void customer_blanksAroundTheId_areNoPartOfIt() throws Exception {
    String log =
        """
        customer,date,amount
        a,2026-01-01,1
        " a",2026-01-02,1
        "a  ",2026-01-03,1
        "  ",2026-01-03,1
        "",2026-01-03,1
        a b,2026-01-04,1
        \001c,2026-01-04,1
        """;

    assertEquals(
        Map.of("a", 2, "a b", 0, "\001c", 0),
        repeats(rows(log, LogFormat.DEFAULT, until("2026-01-31"))));
    assertEquals(
        Map.of("no customer", 2L),
        report(log, LogFormat.DEFAULT, until("2026-01-31")).rowsDropped());
  }

  @Test
  void money_manyCents_sumsExactly() throws Exception {
    StringBuilder log = new StringBuilder("customer,date,amount\n");
    for (int i = 0; i < 1000; i++) {
      log.append("a,2026-01-01,0.10\n");
    }

    assertEquals(100, only(log.toString(), LogFormat.DEFAULT, until("2026-01-31")).firstSpend(), 0);
  }

  @Test
  void pieces_everyCombinationOfSigns_isCountedOnce() throws Exception {
    String log =
        """
        customer,date,quantity,price
        a,2026-01-01,3,1.50
        a,2026-01-02,0,9
        a,2026-01-03,-1,1.50
        a,2026-01-04,2,-0.25
        a,2026-01-05,-1,-1
        a,2026-01-06,4,0
        ,2026-01-06,4,oops
        """;

    DataReport report = report(log, PIECES, until("2026-01-31"));

    assertEquals(
        Map.of("no customer", 1L, "quantity zero", 1L, "quantity and price both negative", 1L),
        report.rowsDropped());
    assertEquals(7, report.lines());
    assertEquals(4, report.transactions());
    assertEquals(2, report.refunds().lines());
    assertEquals(new HistoryRow(1, 5, 30, 0, 0, 2.5, 0, 0), only(log, PIECES, until("2026-01-31")));
  }

  @Test
  void report_linesAfterTheEnd_areCounted() throws Exception {
    String log =
        """
        customer,date,amount
        a,2026-01-01,1
        a,2026-01-02,1
        a,2026-01-03,1
        a,2026-01-04,1
        """;

    DataReport plain = report(log, LogFormat.DEFAULT, until("2026-01-02"));
    DataReport held = report(log, LogFormat.DEFAULT, new Window(day("2026-01-02"), 1));

    assertEquals(Map.of("after the observation end", 2L), plain.rowsDropped());
    assertEquals(day("2026-01-02"), plain.lastDay());
    assertEquals(Map.of("after the holdout end", 1L), held.rowsDropped());
    assertEquals(2, held.repeatPurchases());
  }

  @Test
  void timeZone_instants_areConvertedAndLocalDatesKept() throws Exception {
    String log =
        """
        customer,date,amount
        a,2026-01-01T03:00:00Z,1
        b,2026-01-01T03:00:00,1
        c,2026-01-01,1
        d,2026-01-01T00:30:00+02:00,1
        e,2026-01-01 03:00:00.125+00,1
        """;
    LogFormat newYork =
        new LogFormat(Columns.DEFAULT, Optional.empty(), ZoneId.of("America/New_York"));
    LogFormat offset = new LogFormat(Columns.DEFAULT, Optional.empty(), ZoneId.of("-05:00"));

    Map<String, Integer> expected = Map.of("a", 31, "b", 30, "c", 30, "d", 31, "e", 31);

    assertEquals(expected, ages(log, newYork));
    assertEquals(expected, ages(log, offset));
    assertEquals(Map.of("a", 30, "b", 30, "c", 30, "d", 31, "e", 30), ages(log, LogFormat.DEFAULT));
  }

  @Test
  void timeZone_clockChange_keepsWholeDays() throws Exception {
    // Summer time begins in Berlin on 2026-03-29: that day has 23 hours.
    String log =
        """
        customer,date,amount
        a,2026-03-28T22:59:00Z,1
        a,2026-03-28T23:00:00Z,1
        a,2026-03-29T21:59:00Z,1
        a,2026-03-29T22:00:00Z,1
        """;
    LogFormat berlin = new LogFormat(Columns.DEFAULT, Optional.empty(), ZoneId.of("Europe/Berlin"));

    assertEquals(new HistoryRow(2, 2, 2, 0, 0, 1, 3, 0), only(log, berlin, until("2026-03-30")));
  }

  @Test
  void history_spendOrders_countTheirPurchases() {
    HistoryRow row = new HistoryRow(2, 10, 30, 0, 0, 10, 30, 0);

    assertEquals(15, row.history(SpendOrders.REPEAT).meanSpend());
    assertEquals(40.0 / 3, row.history(SpendOrders.ALL).meanSpend());
    assertEquals(
        0, new HistoryRow(0, 0, 30, 0, 0, 10, 0, 0).history(SpendOrders.REPEAT).meanSpend());
    assertEquals(
        0, new HistoryRow(1, 1, 30, 0, 0, 10, -4, 0).history(SpendOrders.REPEAT).meanSpend());
  }

  private static Map<String, Integer> repeats(Map<String, HistoryRow> rows) {
    Map<String, Integer> repeats = new TreeMap<>();
    rows.forEach((customer, row) -> repeats.put(customer, row.repeatPurchases()));
    return repeats;
  }

  private Map<String, Integer> ages(String log, LogFormat format) throws Exception {
    Map<String, Integer> ages = new TreeMap<>();
    rows(log, format, until("2026-01-31"))
        .forEach((customer, row) -> ages.put(customer, row.age()));
    return ages;
  }

  private HistoryRow only(String log, LogFormat format, Window window) throws Exception {
    Map<String, HistoryRow> rows = rows(log, format, window);
    assertEquals(1, rows.size());
    return rows.values().iterator().next();
  }

  private Map<String, HistoryRow> rows(String log, LogFormat format, Window window)
      throws Exception {
    Map<String, HistoryRow> rows = new TreeMap<>();
    try (TransactionLog read = read(log, format)) {
      read.visit(window, rows::put);
    }
    return rows;
  }

  private DataReport report(String log, LogFormat format, Window window) throws Exception {
    try (TransactionLog read = read(log, format)) {
      return read.report(window);
    }
  }

  private TransactionLog read(String log, LogFormat format) throws Exception {
    Path file = Files.writeString(folder.resolve("log.csv"), log);
    return TransactionLog.read(
        InputFiles.find(file.toString()), format, "512MB", ReadProgress.NONE);
  }

  private static Window until(String end) {
    return new Window(day(end), 0);
  }

  private static LocalDate day(String text) {
    return LocalDate.parse(text);
  }
}
