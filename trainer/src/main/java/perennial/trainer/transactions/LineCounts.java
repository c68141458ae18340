package perennial.trainer.transactions;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.SortedMap;
import java.util.TreeMap;
import perennial.evaluation.DataReport;

/** How many lines of each kind there are, and the days they span. */
record LineCounts(
    long lines,
    long noCustomer,
    long zeroQuantity,
    long negativeTwice,
    LocalDate firstDay,
    LocalDate lastDay) {

  /**
   * @throws BadInput when no line is a purchase or a refund of a customer
   */
  static LineCounts of(DuckSession duck) {
    String sql =
        """
        SELECT COUNT(*), COUNT(*) FILTER (customer IS NULL),
          COUNT(*) FILTER (customer IS NOT NULL AND kind = %1$d),
          COUNT(*) FILTER (customer IS NOT NULL AND kind = %2$d),
          MIN(day) FILTER (customer IS NOT NULL AND kind < %1$d),
          MAX(day) FILTER (customer IS NOT NULL AND kind < %1$d)
        FROM lines
        """
            .formatted(LineSql.ZERO_QUANTITY, LineSql.NEGATIVE_TWICE);
    return duck.query(
            sql,
            row -> {
              if (row.getObject(5) == null) {
                throw new BadInput(
                    "none of the %d lines is a purchase of a customer (%d have no customer)"
                        .formatted(row.getLong(1), row.getLong(2)));
              }
              return new LineCounts(
                  row.getLong(1),
                  row.getLong(2),
                  row.getLong(3),
                  row.getLong(4),
                  row.getObject(5, LocalDate.class),
                  row.getObject(6, LocalDate.class));
            })
        .getFirst();
  }

  DataReport report(
      DuckSession duck, String source, ZoneId zone, Window window, HistoryTotals totals) {
    LocalDate end = window.holdoutEnd();
    String known = "customer IS NOT NULL AND kind < " + LineSql.ZERO_QUANTITY;
    String used = known + " AND day <= DATE '" + end + "'";
    long late = count(duck, known + " AND day > DATE '" + end + "'");
    long refundLines = count(duck, used + " AND kind = " + LineSql.REFUND);
    SortedMap<String, Long> dropped = new TreeMap<>();
    put(dropped, "no customer", noCustomer);
    put(dropped, "quantity zero", zeroQuantity);
    put(dropped, "quantity and price both negative", negativeTwice);
    put(
        dropped,
        window.holdoutDays() > 0 ? "after the holdout end" : "after the observation end",
        late);
    long onlyRefunds = refundersWithoutPurchase(duck, used);
    return new DataReport(
        source,
        lines,
        lines - noCustomer - zeroQuantity - negativeTwice - late,
        totals.customers(),
        totals.repeatPurchases(),
        firstDay,
        lastDay.isAfter(end) ? lastDayUsed(duck, used) : lastDay,
        zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : zone.getId(),
        dropped,
        new DataReport.Refunds(
            refundLines,
            totals.matchedRefundLines(),
            refundLines - totals.matchedRefundLines(),
            onlyRefunds,
            customersNotPositive(duck, used)));
  }

  private static void put(SortedMap<String, Long> dropped, String reason, long count) {
    if (count > 0) {
      dropped.put(reason, count);
    }
  }

  private static long count(DuckSession duck, String condition) {
    return duck.query("SELECT COUNT(*) FROM lines WHERE " + condition, r -> r.getLong(1))
        .getFirst();
  }

  private static LocalDate lastDayUsed(DuckSession duck, String used) {
    return duck.query(
            "SELECT MAX(day) FROM lines WHERE " + used, r -> r.getObject(1, LocalDate.class))
        .getFirst();
  }

  private static long refundersWithoutPurchase(DuckSession duck, String used) {
    String refunders = "SELECT DISTINCT customer FROM lines WHERE kind = 1 AND " + used;
    return duck.query(
            "SELECT COUNT(*) FROM ("
                + refunders
                + ") WHERE customer NOT IN (SELECT customer"
                + " FROM lines WHERE kind = 0 AND "
                + used
                + ")",
            r -> r.getLong(1))
        .getFirst();
  }

  /** The plain sum of a customer's lines, unmatched refunds included. */
  private static long customersNotPositive(DuckSession duck, String used) {
    return duck.query(
            "SELECT COUNT(*) FROM (SELECT customer FROM lines WHERE "
                + used
                + " GROUP BY customer HAVING SUM(amount) <= 0)",
            r -> r.getLong(1))
        .getFirst();
  }
}
