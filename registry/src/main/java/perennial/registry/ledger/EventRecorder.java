package perennial.registry.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import perennial.registry.ledger.EventTable.Dated;
import perennial.registry.ledger.EventTable.Order;
import perennial.registry.ledger.RecordedEvents.Refused;

/**
 * Records one batch in one transaction, with a number of statements that does not depend on its
 * size: customers are locked, erased ones refused, events inserted, the new ones added to their
 * days, the states derived from the days.
 */
final class EventRecorder {
  /** A customer was erased while its row was waited for: the transaction must start again. */
  static final class ErasedMeanwhile extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** How events reach their table. */
  interface Insertion {
    /** As {@link EventTable#insert}. */
    Predicate<CustomerEvent> insert(Handle handle, Collection<Dated> events);
  }

  private final LedgerTerms terms;
  private final ErasedCustomers erased;
  private final Insertion insertion;

  EventRecorder(LedgerTerms terms, ErasedCustomers erased, Insertion insertion) {
    this.terms = terms;
    this.erased = erased;
    this.insertion = insertion;
  }

  RecordedEvents record(Handle handle, List<CustomerEvent> batch, Instant now) {
    List<Refused> refused = new ArrayList<>();
    SortedSet<String> customers = customers(batch, refused);
    if (customers.isEmpty()) {
      return new RecordedEvents(0, 0, refused, Map.of());
    }
    SortedMap<String, CustomerRow> rows = CustomerTable.lock(handle, customers);
    // After the lock, which an erasure takes too: whoever is erased is erased before or after this.
    Set<String> erasedNow = erased.among(handle, customers);
    if (rows.size() < customers.size()) {
      throw new ErasedMeanwhile();
    }
    Map<String, Dated> accepted = new LinkedHashMap<>();
    int taken = accept(batch, erasedNow, accepted, refused);
    List<Dated> recorded = insert(handle, accepted.values());
    Map<String, Long> revisions = derive(handle, recorded, rows, now);
    if (revisions.size() < customers.size()) {
      Set<String> idle = new HashSet<>(customers);
      idle.removeAll(revisions.keySet());
      CustomerTable.removeEmpty(handle, idle);
    }
    return new RecordedEvents(recorded.size(), taken - recorded.size(), refused, revisions);
  }

  /**
   * The customers of the events that are in the ledger's currency, by id.
   *
   * @param refused takes the others
   */
  SortedSet<String> customers(List<CustomerEvent> batch, List<Refused> refused) {
    Set<String> named = new HashSet<>();
    for (int i = 0; i < batch.size(); i++) {
      CustomerEvent event = batch.get(i);
      if (isForeign(event)) {
        refused.add(foreign(event, i));
      } else {
        named.add(event.customerId());
      }
    }
    SortedSet<String> customers = new TreeSet<>(Mark::compareIds);
    customers.addAll(named);
    return customers;
  }

  /** Returns those that were not there. */
  private List<Dated> insert(Handle handle, Collection<Dated> events) {
    if (events.isEmpty()) {
      return List.of();
    }
    Predicate<CustomerEvent> isNew = insertion.insert(handle, events);
    return events.stream().filter(dated -> isNew.test(dated.event())).toList();
  }

  private boolean isForeign(CustomerEvent event) {
    return event.type().hasAmount() && !event.currency().equals(terms.currency());
  }

  private Refused foreign(CustomerEvent event, int index) {
    return new Refused(
        index,
        event.eventId(),
        "currency",
        "'%s' must be %s, the ledger's".formatted(event.currency(), terms.currency()));
  }

  /** Returns how many of the batch's events are taken, duplicates within it included. */
  int accept(
      List<CustomerEvent> batch,
      Set<String> erasedNow,
      Map<String, Dated> accepted,
      List<Refused> refused) {
    Set<Integer> foreign = new HashSet<>();
    refused.forEach(r -> foreign.add(r.index()));
    int taken = 0;
    for (int i = 0; i < batch.size(); i++) {
      CustomerEvent event = batch.get(i);
      if (foreign.contains(i)) {
        continue;
      }
      if (erasedNow.contains(event.customerId())) {
        refused.add(
            new Refused(i, event.eventId(), "customer_id", "names a customer who was erased"));
        continue;
      }
      taken++;
      accepted.putIfAbsent(event.eventId(), dated(event));
    }
    refused.sort(Comparator.comparingInt(Refused::index));
    return taken;
  }

  /** To the microsecond, as the database keeps it: what follows must not depend on the rest. */
  private Dated dated(CustomerEvent event) {
    CustomerEvent kept = event.at(event.occurredAt().truncatedTo(ChronoUnit.MICROS));
    return new Dated(kept, kept.occurredAt().atZone(terms.timeZone()).toLocalDate());
  }

  /**
   * Derives the states of the events' customers.
   *
   * @param recorded just now
   * @param rows of their customers, locked
   * @return the new revisions
   */
  static Map<String, Long> derive(
      Handle handle, List<Dated> recorded, Map<String, CustomerRow> rows, Instant now) {
    if (recorded.isEmpty()) {
      return Map.of();
    }
    Map<String, CustomerRow> changed = new LinkedHashMap<>();
    for (Dated dated : recorded) {
      String customer = dated.event().customerId();
      changed
          .computeIfAbsent(customer, id -> requireNonNull(rows.get(id)))
          .add(dated.event(), dated.day());
    }
    days(handle, recorded, changed).write(handle);
    Map<String, Long> revisions = CustomerTable.write(handle, changed.values(), now);
    ChangedCustomers.announce(handle, changed.keySet());
    return revisions;
  }

  private static DayChanges days(
      Handle handle, List<Dated> recorded, Map<String, CustomerRow> rows) {
    DayChanges changes = new DayChanges();
    Set<Order> orders = new HashSet<>();
    Set<String> ids = new HashSet<>();
    for (Dated dated : recorded) {
      CustomerEvent event = dated.event();
      String customer = event.customerId();
      boolean ofOrder = !event.orderId().isEmpty();
      ids.add(event.eventId());
      if (event.type().isPurchase()) {
        changes.addPurchase(customer, dated.day(), event.amount());
        // Only a customer with returns of orders can have one that waits for this purchase.
        if (ofOrder && requireNonNull(rows.get(customer)).orderReturns > 0) {
          orders.add(new Order(customer, event.orderId()));
        }
      } else if (event.type() == EventType.RETURN && ofOrder) {
        orders.add(new Order(customer, event.orderId()));
      } else if (event.amount().signum() > 0) {
        changes.lower(customer, dated.day(), event.amount());
      }
    }
    if (!orders.isEmpty()) {
      EventTable.ofOrders(handle, orders)
          .forEach((order, events) -> OrderBooking.rebook(order, events, ids, changes));
    }
    return changes;
  }
}
