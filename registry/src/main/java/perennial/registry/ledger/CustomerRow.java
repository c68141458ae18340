package perennial.registry.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the state of one customer keeps beside the sums of its days. Filled from the database, then
 * with new events; every field is a minimum, a maximum or a sum, so that order does not matter.
 */
final class CustomerRow {
  final String customerId;
  final Map<EventType, Long> counts = new EnumMap<>(EventType.class);
  @Nullable Instant firstEventAt;
  @Nullable LocalDate firstEventDay;
  @Nullable Instant lastEventAt;
  @Nullable Instant firstVisitAt;
  @Nullable Instant firstPurchaseAt;
  @Nullable Mark channel;
  @Nullable Mark device;
  @Nullable Mark market;
  @Nullable Mark category;
  @Nullable Mark subscription;
  int orderReturns;

  CustomerRow(String customerId) {
    this.customerId = customerId;
  }

  void add(CustomerEvent event, LocalDate day) {
    Instant at = event.occurredAt();
    if (firstEventAt == null || at.isBefore(firstEventAt)) {
      firstEventAt = at;
      firstEventDay = day;
    }
    lastEventAt = lastEventAt == null || at.isAfter(lastEventAt) ? at : lastEventAt;
    EventType type = event.type();
    counts.merge(type, 1L, Long::sum);
    if (type.isPurchase()) {
      firstPurchaseAt = earlier(firstPurchaseAt, at);
    } else if (type == EventType.VISIT
        || type == EventType.LOGIN
        || type == EventType.SESSION_START) {
      firstVisitAt = earlier(firstVisitAt, at);
    }
    if (type == EventType.SUBSCRIPTION_RENEWAL || type == EventType.SUBSCRIPTION_CANCELLATION) {
      subscription = Mark.later(subscription, new Mark(type.name(), at, event.eventId()));
    }
    if (type == EventType.RETURN && !event.orderId().isEmpty()) {
      orderReturns++;
    }
    addAttributes(event);
  }

  private void addAttributes(CustomerEvent event) {
    Attributes attributes = event.attributes();
    channel = named(channel, attributes.channel(), event);
    device = named(device, attributes.device(), event);
    market = named(market, attributes.market(), event);
    category = named(category, attributes.category(), event);
  }

  private static @Nullable Mark named(@Nullable Mark known, String value, CustomerEvent event) {
    return value.isEmpty()
        ? known
        : Mark.earlier(known, new Mark(value, event.occurredAt(), event.eventId()));
  }

  private static Instant earlier(@Nullable Instant known, Instant other) {
    return known == null || other.isBefore(known) ? other : known;
  }
}
