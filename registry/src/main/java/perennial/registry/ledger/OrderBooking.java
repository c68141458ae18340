package perennial.registry.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import perennial.registry.ledger.EventTable.Order;
import perennial.registry.ledger.EventTable.OrderEvent;

/**
 * Books the returns of one order: on its purchase day, which is the latest one at or before the
 * return, else the earliest; on the return's own day while no purchase of the order is known. The
 * trainer matches refunds of transaction logs by the same rule.
 */
final class OrderBooking {
  private OrderBooking() {}

  /**
   * Adds what changes because of the order's new events: the booking before is taken back, the one
   * after is made.
   */
  static void rebook(Order order, List<OrderEvent> events, Set<String> newIds, DayChanges changes) {
    List<OrderEvent> before =
        events.stream().filter(event -> !newIds.contains(event.eventId())).toList();
    book(order, before, true, changes);
    book(order, events, false, changes);
  }

  private static void book(
      Order order, List<OrderEvent> events, boolean takeBack, DayChanges changes) {
    TreeSet<LocalDate> purchaseDays = new TreeSet<>();
    events.stream().filter(OrderEvent::purchase).map(OrderEvent::day).forEach(purchaseDays::add);
    for (OrderEvent event : events) {
      if (event.purchase()) {
        continue;
      }
      BigDecimal amount = takeBack ? event.amount().negate() : event.amount();
      LocalDate day = dayOf(event.day(), purchaseDays);
      if (day == null) {
        changes.lower(order.customerId(), event.day(), amount);
      } else {
        changes.lowerOrder(order.customerId(), day, amount);
      }
    }
  }

  private static @Nullable LocalDate dayOf(LocalDate returned, TreeSet<LocalDate> purchaseDays) {
    LocalDate before = purchaseDays.floor(returned);
    return before != null || purchaseDays.isEmpty() ? before : purchaseDays.first();
  }
}
