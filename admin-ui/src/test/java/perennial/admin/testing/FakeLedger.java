package perennial.admin.testing;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import perennial.registry.ledger.CohortCounts;
import perennial.registry.ledger.CustomerEvent;
import perennial.registry.ledger.CustomerLedger;
import perennial.registry.ledger.CustomerState;
import perennial.registry.ledger.CustomerState.Subscription;
import perennial.registry.ledger.Erasure;
import perennial.registry.ledger.EventType;
import perennial.registry.ledger.LedgerTerms;
import perennial.registry.ledger.RecordedEvents;

/** A ledger in memory, in dollars and UTC days, that knows of purchases but not of returns. */
public final class FakeLedger implements CustomerLedger {
  private final Map<String, List<CustomerEvent>> events = new ConcurrentHashMap<>();
  private final FakeAudit audit;
  private final Clock clock;

  public FakeLedger(FakeAudit audit, Clock clock) {
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public LedgerTerms settle(LedgerTerms terms) {
    return terms().orElseThrow();
  }

  @Override
  public Optional<LedgerTerms> terms() {
    return Optional.of(new LedgerTerms(ZoneId.of("UTC"), "USD"));
  }

  @Override
  public RecordedEvents record(List<CustomerEvent> batch) {
    for (CustomerEvent event : batch) {
      List<CustomerEvent> all = events.computeIfAbsent(event.customerId(), id -> new ArrayList<>());
      all.add(event);
      all.sort(Comparator.comparing(CustomerEvent::occurredAt));
    }
    return new RecordedEvents(batch.size(), 0, List.of(), Map.of());
  }

  @Override
  public Optional<CustomerState> state(String customerId) {
    return Optional.ofNullable(events.get(customerId)).map(this::state);
  }

  private CustomerState state(List<CustomerEvent> all) {
    NavigableMap<LocalDate, BigDecimal> days = new TreeMap<>();
    Map<EventType, Long> counts = new EnumMap<>(EventType.class);
    for (CustomerEvent e : all) {
      counts.merge(e.type(), 1L, Long::sum);
      if (e.type().isPurchase()) {
        days.merge(day(e.occurredAt()), e.amount(), BigDecimal::add);
      }
    }
    BigDecimal first = days.isEmpty() ? BigDecimal.ZERO : days.firstEntry().getValue();
    BigDecimal total = days.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    return new CustomerState(
        all.getFirst().customerId(),
        all.size(),
        days.size(),
        days.isEmpty() ? Optional.empty() : Optional.of(days.firstKey()),
        days.isEmpty() ? Optional.empty() : Optional.of(days.lastKey()),
        first,
        total.subtract(first),
        BigDecimal.ZERO,
        all.getFirst().occurredAt(),
        all.getLast().occurredAt(),
        Optional.empty(),
        days.isEmpty() ? Optional.empty() : Optional.of(all.getFirst().occurredAt()),
        Subscription.NONE,
        all.getFirst().attributes(),
        counts,
        clock.instant());
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneId.of("UTC"));
  }

  @Override
  public Map<String, CustomerState> states(Collection<String> customerIds) {
    throw new UnsupportedOperationException("pages are about one customer");
  }

  @Override
  public void events(String customerId, Consumer<CustomerEvent> each) {
    events.getOrDefault(customerId, List.of()).forEach(each);
  }

  @Override
  public Erasure erase(String customerId, String actor, String reason) {
    List<CustomerEvent> gone = events.remove(customerId);
    long count = gone == null ? 0 : gone.size();
    audit.append(actor, "erase customer", "a customer", count + " events", reason);
    return new Erasure(count, 0);
  }

  @Override
  public boolean readmit(String customerId, String actor, String reason) {
    return false;
  }

  @Override
  public void refreshCohorts(Instant notAfter) {
    throw new UnsupportedOperationException("pages count no cohorts");
  }

  @Override
  public CohortCounts cohorts() {
    throw new UnsupportedOperationException("pages show no cohorts");
  }
}
