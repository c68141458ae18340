package perennial.registry.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import perennial.registry.ledger.CustomerState.Subscription;

/** The state of a customer by definition: from all events at once, without any table. */
final class PlainLedger {
  private final ZoneId zone;
  private final List<CustomerEvent> events;
  private final NavigableMap<LocalDate, BigDecimal> days = new TreeMap<>();
  private BigDecimal unmatched = BigDecimal.ZERO;

  private PlainLedger(ZoneId zone, Collection<CustomerEvent> events) {
    this.zone = zone;
    this.events =
        events.stream()
            .sorted(
                Comparator.comparing(CustomerEvent::occurredAt)
                    .thenComparing(CustomerEvent::eventId))
            .toList();
  }

  /** The state with the revision and time of another one. */
  static CustomerState state(ZoneId zone, Collection<CustomerEvent> events, CustomerState other) {
    return new PlainLedger(zone, events).state(other);
  }

  private CustomerState state(CustomerState other) {
    for (CustomerEvent event : events) {
      if (event.type().isPurchase()) {
        days.merge(day(event), event.amount(), BigDecimal::add);
      }
    }
    events.forEach(this::lower);
    Optional<LocalDate> first = days.isEmpty() ? Optional.empty() : Optional.of(days.firstKey());
    BigDecimal firstValue = first.map(days::get).orElse(BigDecimal.ZERO);
    BigDecimal total = days.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    Map<EventType, Long> counts = new EnumMap<>(EventType.class);
    events.forEach(event -> counts.merge(event.type(), 1L, Long::sum));
    return new CustomerState(
        events.getFirst().customerId(),
        other.revision(),
        days.size(),
        first,
        first.map(any -> days.lastKey()),
        plain(firstValue),
        plain(total.subtract(firstValue)),
        plain(unmatched),
        events.getFirst().occurredAt(),
        events.getLast().occurredAt(),
        first(event ->
            List.of(EventType.VISIT, EventType.LOGIN, EventType.SESSION_START)
                .contains(event.type())),
        first(event -> event.type().isPurchase()),
        subscription(),
        new Attributes(
            named(Attributes::channel),
            named(Attributes::device),
            named(Attributes::market),
            named(Attributes::category)),
        counts,
        other.calculatedAt());
  }

  private void lower(CustomerEvent event) {
    if (event.type() != EventType.RETURN && event.type() != EventType.SUPPORT_TICKET) {
      return;
    }
    LocalDate day = day(event);
    LocalDate lowered = days.floorKey(day);
    if (event.type() == EventType.RETURN && !event.orderId().isEmpty()) {
      List<LocalDate> own =
          events.stream()
              .filter(other -> other.type().isPurchase())
              .filter(other -> other.orderId().equals(event.orderId()))
              .map(this::day)
              .sorted()
              .toList();
      if (!own.isEmpty()) {
        lowered =
            own.stream()
                .filter(bought -> !bought.isAfter(day))
                .reduce((a, b) -> b)
                .orElse(own.getFirst());
      }
    }
    if (lowered == null) {
      unmatched = unmatched.add(event.amount());
    } else {
      days.merge(lowered, event.amount().negate(), BigDecimal::add);
    }
  }

  private LocalDate day(CustomerEvent event) {
    return LocalDate.ofInstant(event.occurredAt(), zone);
  }

  private Optional<java.time.Instant> first(Predicate<CustomerEvent> which) {
    return events.stream().filter(which).map(CustomerEvent::occurredAt).findFirst();
  }

  private Subscription subscription() {
    return events.stream()
        .map(CustomerEvent::type)
        .filter(type ->
            type == EventType.SUBSCRIPTION_RENEWAL || type == EventType.SUBSCRIPTION_CANCELLATION)
        .reduce((a, b) -> b)
        .map(type ->
            type == EventType.SUBSCRIPTION_RENEWAL
                ? Subscription.SUBSCRIBED
                : Subscription.CANCELLED)
        .orElse(Subscription.NONE);
  }

  private String named(Function<Attributes, String> attribute) {
    return events.stream()
        .map(event -> attribute.apply(event.attributes()))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static BigDecimal plain(BigDecimal amount) {
    return amount.signum() == 0
        ? BigDecimal.ZERO
        : new BigDecimal(amount.stripTrailingZeros().toPlainString());
  }
}
