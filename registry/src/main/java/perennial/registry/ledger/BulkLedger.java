package perennial.registry.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;

/**
 * The ledger by the million: history in, purchases out. Work of minutes on connections of its own;
 * no request waits for it longer than for one batch.
 */
public interface BulkLedger {
  /** The most events of one call of {@link #load}. */
  int MAX_EVENTS = 50_000;

  /**
   * As {@link CustomerLedger#record}, by COPY; listeners are told to forget everything when very
   * many customers changed.
   *
   * @param events at most {@value #MAX_EVENTS}; cheapest with all events of a customer in one call
   */
  RecordedEvents load(List<CustomerEvent> events);

  /**
   * What was bought, or given back, on one day.
   *
   * @param amount {@code >= 0}, also of what was given back; costs are given back
   * @param orderId empty when it does not matter; an order that was returned has a purchase line of
   *     amount 0 on each of its days beside the line of the day
   */
  record DayLine(
      String customerId, LocalDate day, BigDecimal amount, boolean givenBack, String orderId) {}

  /**
   * Hands over the days of all customers as they are at one moment, always in the same order. A
   * return that names an order has a line of its own, on the day of the return: at an earlier
   * observation end it is not known yet.
   */
  void days(Consumer<DayLine> each);
}
