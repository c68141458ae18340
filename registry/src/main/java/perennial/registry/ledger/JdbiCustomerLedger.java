package perennial.registry.ledger;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import perennial.registry.RegistryUnavailable;
import perennial.registry.Sql;
import perennial.registry.ledger.BulkRecorder.NotAllNew;
import perennial.registry.ledger.EventRecorder.ErasedMeanwhile;

/** The ledger in PostgreSQL. Whoever changes a customer holds the lock of its row. */
public final class JdbiCustomerLedger implements CustomerLedger, BulkLedger {
  private static final int MAX_BATCH = 1_000;
  private static final int ATTEMPTS = 5;

  private final Sql sql;
  private final Sql patient;
  private final Clock clock;
  private final AuditTrail audit;
  private final ErasedCustomers erased = new ErasedCustomers();

  /** Never changes once it is there. */
  private volatile @Nullable LedgerTerms settled;

  /**
   * @param patient for work that takes minutes
   * @param audit takes part in the transactions of erasures
   */
  public JdbiCustomerLedger(Sql sql, Sql patient, Clock clock, AuditTrail audit) {
    this.sql = sql;
    this.patient = patient;
    this.clock = clock;
    this.audit = audit;
  }

  @Override
  public LedgerTerms settle(LedgerTerms terms) {
    LedgerTerms held =
        sql.inTransaction("settling the ledger", handle -> TermsTable.settle(handle, terms));
    settled = held;
    return held;
  }

  @Override
  public Optional<LedgerTerms> terms() {
    LedgerTerms known = settled;
    if (known != null) {
      return Optional.of(known);
    }
    Optional<LedgerTerms> held = sql.inTransaction("reading the ledger's terms", TermsTable::read);
    held.ifPresent(terms -> settled = terms);
    return held;
  }

  @Override
  public RecordedEvents record(List<CustomerEvent> events) {
    if (events.size() > MAX_BATCH) {
      throw new IllegalArgumentException(
          "%d events must be at most %d".formatted(events.size(), MAX_BATCH));
    }
    return record(
        sql,
        events,
        (handle, held) ->
            new EventRecorder(held, erased, EventTable::insert).record(handle, events, now()));
  }

  @Override
  public LoadedEvents load(List<CustomerEvent> events) {
    if (events.size() > MAX_EVENTS) {
      throw new IllegalArgumentException(
          "%d events must be at most %d".formatted(events.size(), MAX_EVENTS));
    }
    EventCopy copy = new EventCopy();
    Recording oneByOne =
        (handle, held) -> new EventRecorder(held, erased, copy).record(handle, events, now());
    Recording atOnce =
        (handle, held) ->
            new BulkRecorder(new EventRecorder(held, erased, copy), copy, erased)
                .record(handle, events, now());
    try {
      return new LoadedEvents(record(patient, events, atOnce), copy.conflicts());
    } catch (NotAllNew e) {
      return new LoadedEvents(record(patient, events, oneByOne), copy.conflicts());
    }
  }

  @Override
  public void days(Consumer<DayLine> each) {
    patient.run("reading the ledger's days", handle -> DayLines.read(handle, each));
  }

  @Override
  public void purchases(LocalDate first, LocalDate end, int partDays, Consumer<Purchases> each) {
    if (partDays < 1) {
      throw new IllegalArgumentException("part of %d days must be >= 1 day".formatted(partDays));
    }
    patient.run(
        "reading the ledger's purchases",
        handle -> LedgerWindows.purchases(handle, first, end, partDays, each));
  }

  @Override
  public void standings(LocalDate start, LocalDate end, Consumer<Standing> each) {
    patient.run(
        "reading where customers stood",
        handle -> LedgerWindows.standings(handle, start, end, each));
  }

  @Override
  public Optional<LocalDate> lastDay() {
    return patient.inTransaction("reading the ledger's last day", LedgerWindows::lastDay);
  }

  /** Records a batch within a transaction. */
  private interface Recording {
    RecordedEvents record(Handle handle, LedgerTerms held);
  }

  private RecordedEvents record(Sql by, List<CustomerEvent> events, Recording recording) {
    if (events.isEmpty()) {
      return new RecordedEvents(0, 0, List.of(), Map.of());
    }
    LedgerTerms held =
        terms()
            .orElseThrow(() ->
                new IllegalStateException(
                    "the ledger has no time zone and no currency yet: settle them first"));
    for (int attempt = 1; ; attempt++) {
      try {
        return by.inTransaction("recording events", handle -> recording.record(handle, held));
      } catch (ErasedMeanwhile e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      } catch (RegistryUnavailable e) {
        if (attempt == ATTEMPTS || !rolledBack(e)) {
          throw e;
        }
      }
    }
  }

  /** Class 40 of SQL states: a deadlock or a conflict that a second attempt may not have. */
  private static boolean rolledBack(RegistryUnavailable e) {
    return e.getCause() instanceof SQLException cause
        && cause.getSQLState() != null
        && cause.getSQLState().startsWith("40");
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public Optional<CustomerState> state(String customerId) {
    return Optional.ofNullable(states(List.of(customerId)).get(customerId));
  }

  @Override
  public Map<String, CustomerState> states(Collection<String> customerIds) {
    return sql.inTransaction(
        "reading customers", handle -> CustomerTable.states(handle, customerIds));
  }

  @Override
  public void events(String customerId, Consumer<CustomerEvent> each) {
    patient.run("reading a customer's events", handle -> EventTable.read(handle, customerId, each));
  }

  @Override
  public Erasure erase(String customerId, String actor, String reason) {
    requireReasoned(customerId, reason);
    return sql.inTransaction(
        "erasing a customer", handle -> erase(handle, customerId, actor, reason));
  }

  private Erasure erase(Handle handle, String customerId, String actor, String reason) {
    var unused = CustomerTable.lock(handle, new TreeSet<>(List.of(customerId)));
    long events = EventTable.delete(handle, customerId);
    DayChanges.delete(handle, customerId);
    CustomerTable.delete(handle, customerId);
    long predictions = LoggedPredictions.delete(handle, customerId);
    erased.add(handle, customerId, now());
    ChangedCustomers.announce(handle, List.of(customerId));
    audit.append(
        handle,
        actor,
        "erase customer",
        "a customer",
        "%d events and %d logged predictions deleted".formatted(events, predictions),
        reason);
    return new Erasure(events, predictions);
  }

  /**
   * Those of the customers who were erased. Nobody else is erased until the caller's transaction
   * ends, so that what it writes of the others is found by later erasures.
   */
  public Set<String> erasedAmong(Handle handle, Collection<String> customerIds) {
    LoggedPredictions.holdErasures(handle);
    return erased.among(handle, customerIds);
  }

  @Override
  public boolean readmit(String customerId, String actor, String reason) {
    requireReasoned(customerId, reason);
    return sql.inTransaction(
        "readmitting a customer",
        handle -> {
          boolean was = erased.readmit(handle, customerId, now());
          if (was) {
            audit.append(handle, actor, "readmit customer", "a customer", "", reason);
          }
          return was;
        });
  }

  private static void requireReasoned(String customerId, String reason) {
    var unused = CustomerId.require(customerId);
    IllegalEvent.requireText("reason", reason, 1, 1_000);
  }

  @Override
  public void refreshCohorts(Instant notAfter) {
    patient.run("counting cohorts", handle -> CohortTable.refresh(handle, notAfter, now()));
  }

  @Override
  public CohortCounts cohorts() {
    return sql.inTransaction("reading cohorts", CohortTable::read);
  }
}
