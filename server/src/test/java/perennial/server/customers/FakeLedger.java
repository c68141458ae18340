package perennial.server.customers;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import perennial.registry.RegistryUnavailable;
import perennial.registry.ledger.Attributes;
import perennial.registry.ledger.CohortCounts;
import perennial.registry.ledger.CustomerEvent;
import perennial.registry.ledger.CustomerLedger;
import perennial.registry.ledger.CustomerListener;
import perennial.registry.ledger.CustomerState;
import perennial.registry.ledger.Erasure;
import perennial.registry.ledger.LedgerTerms;
import perennial.registry.ledger.RecordedEvents;

/** A ledger in memory that can be away, slow and silent. */
public final class FakeLedger implements CustomerLedger {
  public static final Attributes NOWHERE = new Attributes("", "", "", "");

  public final AtomicInteger queries = new AtomicInteger();
  public volatile boolean away;

  /** Listeners cannot connect. */
  public volatile boolean deaf;

  /** Runs after a query has read, before it answers. */
  public volatile Runnable afterReading = () -> {};

  public volatile CohortCounts cohorts = new CohortCounts(List.of(), Instant.EPOCH);
  private final Map<String, CustomerState> states = new ConcurrentHashMap<>();
  private final List<FakeListener> listeners = new CopyOnWriteArrayList<>();
  private Optional<LedgerTerms> terms = Optional.empty();

  /** A state with this revision: so many purchase days, the last one on the given day. */
  public static CustomerState state(String id, long revision, int purchaseDays) {
    return state(id, revision, purchaseDays, LocalDate.of(2026, 6, 1), NOWHERE);
  }

  public static CustomerState state(
      String id, long revision, int purchaseDays, LocalDate last, Attributes acquisition) {
    Optional<LocalDate> first =
        purchaseDays == 0
            ? Optional.empty()
            : Optional.of(last.minusDays(10L * (purchaseDays - 1)));
    Instant event = first.orElse(last).atTime(9, 0).toInstant(ZoneOffset.UTC);
    return new CustomerState(
        id,
        revision,
        purchaseDays,
        first,
        first.map(day -> last),
        BigDecimal.valueOf(purchaseDays == 0 ? 0 : 30),
        BigDecimal.valueOf(40L * Math.max(0, purchaseDays - 1)),
        BigDecimal.ZERO,
        event,
        last.atTime(9, 0).toInstant(ZoneOffset.UTC),
        Optional.empty(),
        first.map(day -> event),
        CustomerState.Subscription.NONE,
        acquisition,
        Map.of(),
        event);
  }

  /** Changes a customer without telling anybody. */
  public void put(CustomerState state) {
    states.put(state.customerId(), state);
  }

  /** Tells all listeners. */
  public void announce(String... customerIds) {
    listeners.forEach(
        listener -> listener.queue.add(new CustomerListener.Changes(Set.of(customerIds), false)));
  }

  public CustomerListener listen() {
    if (away || deaf) {
      throw unavailable();
    }
    FakeListener listener = new FakeListener();
    listeners.add(listener);
    return listener;
  }

  private static RegistryUnavailable unavailable() {
    return new RegistryUnavailable("asking the fake ledger", new IllegalStateException("away"));
  }

  private void requireAnswer() {
    if (away) {
      throw unavailable();
    }
  }

  @Override
  public synchronized LedgerTerms settle(LedgerTerms wanted) {
    requireAnswer();
    LedgerTerms held = terms.orElse(wanted);
    terms = Optional.of(held);
    if (!held.equals(wanted)) {
      throw new IllegalStateException("the ledger has %s, not %s".formatted(held, wanted));
    }
    return held;
  }

  @Override
  public synchronized Optional<LedgerTerms> terms() {
    requireAnswer();
    return terms;
  }

  @Override
  public RecordedEvents record(List<CustomerEvent> events) {
    throw new UnsupportedOperationException("states are put");
  }

  @Override
  public Optional<CustomerState> state(String customerId) {
    return Optional.ofNullable(states(List.of(customerId)).get(customerId));
  }

  @Override
  public Map<String, CustomerState> states(Collection<String> customerIds) {
    queries.incrementAndGet();
    requireAnswer();
    Map<String, CustomerState> found = new HashMap<>();
    for (String id : customerIds) {
      if (states.containsKey(id)) {
        found.put(id, states.get(id));
      }
    }
    afterReading.run();
    return found;
  }

  @Override
  public void events(String customerId, Consumer<CustomerEvent> each) {}

  @Override
  public Erasure erase(String customerId, String actor, String reason) {
    states.remove(customerId);
    announce(customerId);
    return new Erasure(0, 0);
  }

  @Override
  public boolean readmit(String customerId, String actor, String reason) {
    return false;
  }

  @Override
  public void refreshCohorts(Instant notAfter) {
    requireAnswer();
  }

  @Override
  public CohortCounts cohorts() {
    requireAnswer();
    return cohorts;
  }

  private final class FakeListener implements CustomerListener {
    private final BlockingQueue<Changes> queue = new LinkedBlockingQueue<>();
    private boolean lost;

    @Override
    public Changes await(Duration atMost) throws InterruptedException {
      if (away || deaf) {
        lost = true;
        throw unavailable();
      }
      if (lost) {
        lost = false;
        queue.clear();
        return new Changes(Set.of(), true);
      }
      Changes heard = queue.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
      return heard == null ? new Changes(Set.of(), false) : heard;
    }

    @Override
    public void close() {
      listeners.remove(this);
    }
  }
}
