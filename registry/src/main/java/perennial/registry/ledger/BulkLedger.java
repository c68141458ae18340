package perennial.registry.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The ledger by the million: history in, purchases out. Work of minutes on connections of its own;
 * no request waits for it longer than for one batch.
 */
public interface BulkLedger {
  /** The most events of one call of {@link #load}. */
  int MAX_EVENTS = 50_000;

  /**
   * An event whose id is in the ledger with another content, which stays.
   *
   * @param sent what was sent, and not recorded
   * @param kept what the ledger has under this id
   */
  record Conflict(CustomerEvent sent, CustomerEvent kept) {}

  /**
   * What became of a batch.
   *
   * @param conflicts the duplicates that are none: the same id, but not the same event
   */
  record LoadedEvents(RecordedEvents events, List<Conflict> conflicts) {
    public LoadedEvents {
      conflicts = List.copyOf(conflicts);
    }
  }

  /**
   * As {@link CustomerLedger#record}, by COPY; listeners are told to forget everything when very
   * many customers changed. For several threads at once, fastest when each customer's events are in
   * one call.
   *
   * @param events at most {@value #MAX_EVENTS}
   */
  LoadedEvents load(List<CustomerEvent> events);

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

  /**
   * What one customer bought in one part of a stretch of days, with the same attributes.
   *
   * @param part 0 for the first days, 1 for as many days after them
   * @param attributes of the purchases
   * @param isNew whether the customer's first purchase day is in this part
   * @param purchases {@code >= 1}
   * @param amount of all of them together, as booked
   * @param last the latest of them
   */
  record Purchases(
      int part,
      String customerId,
      Attributes attributes,
      boolean isNew,
      int purchases,
      double amount,
      Instant last) {}

  /**
   * Hands over the purchases of the days from {@code first} on and before {@code end}, by part and
   * customer.
   *
   * @param partDays the length of a part, {@code >= 1}
   */
  void purchases(LocalDate first, LocalDate end, int partDays, Consumer<Purchases> each);

  /**
   * Where a customer stood before a day, and what became of it.
   *
   * @param acquisition attributes of the customer's first events
   * @param lastPurchaseDay before that day
   * @param purchaseDays before that day, {@code >= 1}
   * @param firstValue net value of the first purchase day
   * @param repeatValue net value of the later ones before that day
   * @param bought purchase days from that day on and before the end
   */
  record Standing(
      String customerId,
      Attributes acquisition,
      LocalDate firstPurchaseDay,
      LocalDate lastPurchaseDay,
      int purchaseDays,
      double firstValue,
      double repeatValue,
      int bought) {}

  /** Hands over all customers with a purchase before {@code start}, in no particular order. */
  void standings(LocalDate start, LocalDate end, Consumer<Standing> each);

  /** The last day with a purchase or a return; empty without one. */
  Optional<LocalDate> lastDay();
}
