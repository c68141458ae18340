package perennial.trainer.transactions;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The refunds of one customer and the purchase days that they belong to. */
final class RefundMatching {
  private final int from;
  private final int to;
  private final int observationEnd;

  /** The purchase days up to the observation end. */
  private final TreeSet<Integer> days = new TreeSet<>();

  /** The same of each order whose id is known. */
  private final Map<Long, TreeSet<Integer>> daysOfOrder = new HashMap<>();

  RefundMatching(Lines lines, int from, int to, int observationEnd) {
    this.from = from;
    this.to = to;
    this.observationEnd = observationEnd;
    for (int i = from; i < to && lines.day(i) <= observationEnd; i++) {
      if (!lines.isRefund(i)) {
        days.add(lines.day(i));
        if (lines.order(i) != 0) {
          daysOfOrder.computeIfAbsent(lines.order(i), o -> new TreeSet<>()).add(lines.day(i));
        }
      }
    }
  }

  void applyTo(HistoryReducer history, Lines lines) {
    int firstDay = days.first();
    for (int i = from; i < to && lines.day(i) <= observationEnd; i++) {
      if (lines.isRefund(i)) {
        Integer day = dayOf(lines.day(i), lines.order(i));
        if (day != null) {
          history.addRefund(day == firstDay, lines.amount(i));
        }
      }
    }
  }

  private @Nullable Integer dayOf(int refundDay, long order) {
    TreeSet<Integer> own = order == 0 ? null : daysOfOrder.get(order);
    if (own == null) {
      return days.floor(refundDay);
    }
    Integer before = own.floor(refundDay);
    return before == null ? own.first() : before;
  }
}
