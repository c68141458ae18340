package perennial.trainer.transactions;

/**
 * The rules that turn one customer's lines into a history at an observation end.
 *
 * <ul>
 *   <li>A purchase day has at least one purchase line; what is bought on one day is one purchase.
 *       Purchases on the observation end count; those after it, up to the end of the holdout, are
 *       counted apart. A customer is known from the first purchase day on.
 *   <li>A refund takes from the value of its own order's day when the order is known (the latest
 *       such day at or before it, else the earliest), otherwise from the latest purchase day at or
 *       before it; with nothing before it, it is unmatched and changes nothing. It never makes,
 *       moves or removes a purchase day. One after the observation end is not known yet.
 * </ul>
 *
 * <p>Reused from customer to customer, for one thread.
 */
final class HistoryReducer {
  private final int observationEnd;
  private final int holdoutEnd;
  private final int recentStart;

  private final MoneySum first = new MoneySum();
  private final MoneySum repeat = new MoneySum();
  private final MoneySum holdout = new MoneySum();
  private final DayCounts repeatDays;
  private int firstDay;
  private int lastDay;
  private int days;
  private int holdoutDays;
  private int recentDays;
  private int matchedRefundLines;

  HistoryReducer(Window window) {
    this(window, new DayCounts());
  }

  /**
   * @param repeatDays counts the repeat purchase days of known customers, up to the end of the
   *     holdout
   */
  HistoryReducer(Window window, DayCounts repeatDays) {
    this.repeatDays = repeatDays;
    observationEnd = Math.toIntExact(window.observationEnd().toEpochDay());
    holdoutEnd = Math.toIntExact(window.holdoutEnd().toEpochDay());
    recentStart = observationEnd - window.holdoutDays();
  }

  /**
   * Reduces the lines in {@code [from, to)}, which are one customer's in the order of their days.
   *
   * @return whether the customer is known at the observation end; only then is there a row
   */
  boolean reduce(Lines lines, int from, int to) {
    first.clear();
    repeat.clear();
    holdout.clear();
    days = 0;
    holdoutDays = 0;
    recentDays = 0;
    matchedRefundLines = 0;
    boolean refunds = false;
    int previous = Integer.MIN_VALUE;
    for (int i = from; i < to && lines.day(i) <= holdoutEnd; i++) {
      if (lines.isRefund(i)) {
        addRefund(lines, i);
        refunds |= lines.day(i) <= observationEnd;
      } else {
        addPurchase(lines, i, previous);
        previous = lines.day(i);
      }
    }
    if (days > 0 && refunds) {
      new RefundMatching(lines, from, to, observationEnd).applyTo(this, lines);
    }
    return days > 0;
  }

  /** One of the holdout belongs to a purchase before it, of which every known customer has one. */
  private void addRefund(Lines lines, int i) {
    if (lines.day(i) > observationEnd) {
      holdout.add(lines.amount(i));
    }
  }

  private void addPurchase(Lines lines, int i, int previousDay) {
    int day = lines.day(i);
    boolean newDay = day != previousDay;
    if (newDay && days > 0) {
      repeatDays.add(day);
    }
    if (day > observationEnd) {
      holdoutDays += newDay ? 1 : 0;
      holdout.add(lines.amount(i));
      return;
    }
    if (newDay) {
      firstDay = days == 0 ? day : firstDay;
      lastDay = day;
      days++;
      recentDays += day > recentStart && day != firstDay ? 1 : 0;
    }
    (day == firstDay ? first : repeat).add(lines.amount(i));
  }

  /** A refund line that belongs to the first purchase day, or to a later one. */
  void addRefund(boolean ofFirstDay, long amount) {
    (ofFirstDay ? first : repeat).add(amount);
    matchedRefundLines++;
  }

  HistoryRow row() {
    return new HistoryRow(
        days - 1,
        lastDay - firstDay,
        observationEnd - firstDay,
        holdoutDays,
        recentDays,
        first.value(),
        repeat.value(),
        holdout.value());
  }

  int repeatPurchases() {
    return days - 1;
  }

  int matchedRefundLines() {
    return matchedRefundLines;
  }
}
