package perennial.trainer.transactions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import perennial.evaluation.DataReport;

/** What refunds lower, and how money is counted. */
class RefundsTest extends TransactionLogCase {
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
}
