package perennial.trainer.transactions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import perennial.evaluation.DataReport;
import perennial.model.SpendOrders;

/** The rules of building histories, one small literal log each. */
class TransactionLogTest extends TransactionLogCase {
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
}
