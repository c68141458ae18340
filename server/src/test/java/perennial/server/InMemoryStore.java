package perennial.server;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import perennial.registry.RegistryUnavailable;
import perennial.registry.ledger.CohortCounts;
import perennial.registry.ledger.CustomerEvent;
import perennial.registry.ledger.CustomerLedger;
import perennial.registry.ledger.CustomerListener;
import perennial.registry.ledger.CustomerState;
import perennial.registry.ledger.Erasure;
import perennial.registry.ledger.EventType;
import perennial.registry.ledger.LedgerTerms;
import perennial.registry.ledger.RecordedEvents;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.registry.predictionlog.PredictionLog;

/** A ledger of purchases and visits in memory, and a prediction log; both can be away. */
public final class InMemoryStore implements CustomerLedger, PredictionLog {
  private final Map<String, CustomerEvent> events = new LinkedHashMap<>();
  private final Map<String, Long> revisions = new HashMap<>();
  private final Set<String> erased = new HashSet<>();
  public final List<LoggedPrediction> predictions = new CopyOnWriteArrayList<>();
  public volatile boolean away;

  /** Runs at the beginning of every read of a state. */
  public volatile Runnable onRead = () -> {};

  /** A listener that hears nothing; what this process records it knows by itself. */
  public CustomerListener listen() {
    check();
    return new Silence();
  }

  private static final class Silence implements CustomerListener {
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public Changes await(Duration atMost) throws InterruptedException {
      boolean unused = closed.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
      return new Changes(Set.of(), false);
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  private void check() {
    if (away) {
      throw new RegistryUnavailable("asking", new IllegalStateException("away"));
    }
  }

  @Override
  public LedgerTerms settle(LedgerTerms terms) {
    return terms;
  }

  @Override
  public Optional<LedgerTerms> terms() {
    check();
    return Optional.of(new LedgerTerms(ZoneOffset.UTC, "EUR"));
  }

  @Override
  public synchronized RecordedEvents record(List<CustomerEvent> batch) {
    check();
    int recorded = 0;
    int duplicates = 0;
    List<RecordedEvents.Refused> refused = new ArrayList<>();
    Map<String, Long> changed = new HashMap<>();
    for (int i = 0; i < batch.size(); i++) {
      CustomerEvent event = batch.get(i);
      if (erased.contains(event.customerId())) {
        refused.add(new RecordedEvents.Refused(i, event.eventId(), "customer_id", "was erased"));
      } else if (events.putIfAbsent(event.eventId(), event) == null) {
        recorded++;
        changed.put(event.customerId(), revisions.merge(event.customerId(), 1L, Long::sum));
      } else {
        duplicates++;
      }
    }
    return new RecordedEvents(recorded, duplicates, refused, changed);
  }

  public synchronized int size() {
    return events.size();
  }

  @Override
  public Optional<CustomerState> state(String customerId) {
    return Optional.ofNullable(states(List.of(customerId)).get(customerId));
  }

  @Override
  public Map<String, CustomerState> states(Collection<String> customerIds) {
    onRead.run();
    check();
    Map<String, CustomerState> states = new HashMap<>();
    for (String id : customerIds) {
      List<CustomerEvent> of = of(id);
      if (!of.isEmpty()) {
        states.put(id, state(id, of));
      }
    }
    return states;
  }

  private synchronized List<CustomerEvent> of(String id) {
    return events.values().stream().filter(e -> e.customerId().equals(id)).toList();
  }

  private synchronized long revision(String id) {
    return revisions.getOrDefault(id, 0L);
  }

  private CustomerState state(String id, List<CustomerEvent> of) {
    TreeSet<LocalDate> days = new TreeSet<>();
    TreeSet<Instant> times = new TreeSet<>();
    BigDecimal first = BigDecimal.ZERO;
    BigDecimal later = BigDecimal.ZERO;
    Map<EventType, Long> counts = new EnumMap<>(EventType.class);
    for (CustomerEvent event : of) {
      times.add(event.occurredAt());
      counts.merge(event.type(), 1L, Long::sum);
      if (event.type().isPurchase()) {
        days.add(LocalDate.ofInstant(event.occurredAt(), ZoneOffset.UTC));
      }
    }
    for (CustomerEvent event : of) {
      if (event.type().isPurchase()) {
        boolean onFirst =
            LocalDate.ofInstant(event.occurredAt(), ZoneOffset.UTC).equals(days.first());
        first = onFirst ? first.add(event.amount()) : first;
        later = onFirst ? later : later.add(event.amount());
      }
    }
    boolean bought = !days.isEmpty();
    return new CustomerState(
        id,
        revision(id),
        days.size(),
        bought ? Optional.of(days.first()) : Optional.empty(),
        bought ? Optional.of(days.last()) : Optional.empty(),
        first,
        later,
        BigDecimal.ZERO,
        times.first(),
        times.last(),
        Optional.empty(),
        bought ? Optional.of(times.first()) : Optional.empty(),
        CustomerState.Subscription.NONE,
        of.getFirst().attributes(),
        counts,
        times.last());
  }

  @Override
  public void events(String customerId, Consumer<CustomerEvent> each) {
    check();
    of(customerId).forEach(each);
  }

  @Override
  public synchronized Erasure erase(String customerId, String actor, String reason) {
    check();
    List<CustomerEvent> of = of(customerId);
    of.forEach(e -> events.remove(e.eventId()));
    erased.add(customerId);
    return new Erasure(of.size(), 0);
  }

  @Override
  public synchronized boolean readmit(String customerId, String actor, String reason) {
    check();
    return erased.remove(customerId);
  }

  @Override
  public void refreshCohorts(Instant notAfter) {
    check();
  }

  @Override
  public CohortCounts cohorts() {
    return new CohortCounts(List.of(), Instant.EPOCH);
  }

  @Override
  public int append(List<LoggedPrediction> rows) {
    check();
    predictions.addAll(rows);
    return rows.size();
  }

  @Override
  public void of(String customerId, Consumer<LoggedPrediction> each) {
    check();
    predictions.stream().filter(p -> p.customerId().equals(customerId)).forEach(each);
  }

  @Override
  public int prune(Instant before) {
    return 0;
  }
}
