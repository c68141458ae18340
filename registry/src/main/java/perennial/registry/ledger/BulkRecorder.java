package perennial.registry.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import perennial.registry.ledger.EventRecorder.ErasedMeanwhile;
import perennial.registry.ledger.EventTable.Dated;
import perennial.registry.ledger.RecordedEvents.Refused;

/**
 * Records a large batch whose events are all new, or all known, in one transaction: the database
 * derives customers who were not known from the batch, all at once, and writes each of them once.
 * Customers who were known are changed as {@link EventRecorder} does. The order of locks is the
 * recorder's: new rows first, then those that are there, each by id, then events.
 */
final class BulkRecorder {
  /**
   * Some events of the batch were known, or a customer of it was erased: nothing is recorded, and
   * the batch is one for {@link EventRecorder}.
   */
  static final class NotAllNew extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final EventRecorder recorder;
  private final EventCopy copy;
  private final ErasedCustomers erased;

  /**
   * @param recorder says what is taken, and changes the customers who were known
   * @param copy has the conflicts afterwards
   */
  BulkRecorder(EventRecorder recorder, EventCopy copy, ErasedCustomers erased) {
    this.recorder = recorder;
    this.copy = copy;
    this.erased = erased;
  }

  /**
   * @throws NotAllNew when the transaction must be rolled back
   */
  RecordedEvents record(Handle handle, List<CustomerEvent> batch, Instant now) {
    List<Refused> refused = new ArrayList<>();
    SortedSet<String> customers = recorder.customers(batch, refused);
    if (customers.isEmpty()) {
      return new RecordedEvents(0, 0, refused, Map.of());
    }
    Map<String, Dated> accepted = new LinkedHashMap<>();
    int taken = recorder.accept(batch, Set.of(), accepted, refused);
    Collection<Dated> events = accepted.values();
    // A batch that is sent again has its first event in common with the ledger, and mostly all.
    if (!EventTable.isKnown(handle, events.iterator().next().event().eventId())) {
      Map<String, Long> revisions = recordNew(handle, customers, events, now);
      return new RecordedEvents(events.size(), taken - events.size(), refused, revisions);
    }
    if (copy.isKnown(handle, events) && erased.among(handle, customers).isEmpty()) {
      return new RecordedEvents(0, taken, refused, Map.of());
    }
    throw new NotAllNew();
  }

  private Map<String, Long> recordNew(
      Handle handle, SortedSet<String> customers, Collection<Dated> events, Instant now) {
    EventCopy.copy(handle, events);
    Map<String, Long> revisions = NewCustomers.insert(handle, now);
    ChangedCustomers.announce(handle, revisions.keySet());
    SortedSet<String> others = new TreeSet<>(customers);
    others.removeAll(revisions.keySet());
    SortedMap<String, CustomerRow> rows = CustomerTable.lockKnown(handle, others);
    // After the locks, which an erasure takes too: it is before or after this.
    boolean someErased = !erased.among(handle, customers).isEmpty();
    if (rows.size() < others.size()) {
      throw new ErasedMeanwhile();
    }
    if (someErased || !EventCopy.insertAll(handle)) {
      throw new NotAllNew();
    }
    List<Dated> ofOthers =
        events.stream().filter(e -> rows.containsKey(e.event().customerId())).toList();
    revisions.putAll(EventRecorder.derive(handle, ofOthers, rows, now));
    return revisions;
  }
}
