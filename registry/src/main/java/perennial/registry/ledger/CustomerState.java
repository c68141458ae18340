package perennial.registry.ledger;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import perennial.model.CustomerHistory;
import perennial.model.SpendOrders;
import perennial.model.Traits;

/**
 * What is known of one customer: a function of the set of the customer's events, whatever their
 * order and however often each was sent.
 *
 * @param revision rises with every change; of two states of one customer the higher one is newer
 * @param purchaseDays distinct days with a purchase, in the ledger's time zone
 * @param firstPurchaseDay empty exactly when there is no purchase day; so is {@code
 *     lastPurchaseDay}
 * @param firstDayValue net value of the first purchase day, after its returns and costs
 * @param repeatValue net value of all later purchase days, likewise
 * @param unmatched returns and costs with no purchase day before them; they lower nothing
 * @param acquisition attributes of the first event (of the first one that names each)
 * @param events how many of each type; types without one are absent
 * @param calculatedAt when this was derived from the ledger
 */
public record CustomerState(
    String customerId,
    long revision,
    int purchaseDays,
    Optional<LocalDate> firstPurchaseDay,
    Optional<LocalDate> lastPurchaseDay,
    BigDecimal firstDayValue,
    BigDecimal repeatValue,
    BigDecimal unmatched,
    Instant firstEventAt,
    Instant lastEventAt,
    Optional<Instant> firstVisitAt,
    Optional<Instant> firstPurchaseAt,
    Subscription subscription,
    Attributes acquisition,
    Map<EventType, Long> events,
    Instant calculatedAt) {

  /** Whether the customer pays for periods. */
  public enum Subscription {
    NONE,
    /** Renewed, and not cancelled since. */
    SUBSCRIBED,
    CANCELLED
  }

  public CustomerState {
    if (firstPurchaseDay.isPresent() != (purchaseDays > 0)
        || lastPurchaseDay.isPresent() != (purchaseDays > 0)) {
      throw new IllegalArgumentException(
          "%d purchase days from %s to %s"
              .formatted(purchaseDays, firstPurchaseDay, lastPurchaseDay));
    }
    events = Map.copyOf(events);
  }

  public BigDecimal netValue() {
    return firstDayValue.add(repeatValue);
  }

  /** From the first visit to the first purchase; empty when one is missing or came too late. */
  public Optional<Duration> timeToFirstPurchase() {
    return firstVisitAt.flatMap(visit ->
        firstPurchaseAt
            .filter(purchase -> !purchase.isBefore(visit))
            .map(purchase -> Duration.between(visit, purchase)));
  }

  /**
   * The sufficient statistics, censored today. A negative mean spend counts as 0.
   *
   * @param today in the ledger's time zone; a day before the last purchase counts as that one
   * @param orders which purchases the mean spend is over
   * @return empty without a purchase
   */
  public Optional<CustomerHistory> history(LocalDate today, SpendOrders orders, Traits traits) {
    if (firstPurchaseDay.isEmpty() || lastPurchaseDay.isEmpty()) {
      return Optional.empty();
    }
    long first = firstPurchaseDay.get().toEpochDay();
    long last = lastPurchaseDay.get().toEpochDay();
    int repeats = purchaseDays - 1;
    return Optional.of(
        new CustomerHistory(
            repeats,
            last - first,
            Math.max(today.toEpochDay(), last) - first,
            meanSpend(orders.count(repeats), orders),
            traits));
  }

  private double meanSpend(int count, SpendOrders orders) {
    if (count == 0) {
      return 0;
    }
    BigDecimal total = orders == SpendOrders.ALL ? netValue() : repeatValue;
    return Math.max(
        0, total.divide(BigDecimal.valueOf(count), MathContext.DECIMAL64).doubleValue());
  }
}
