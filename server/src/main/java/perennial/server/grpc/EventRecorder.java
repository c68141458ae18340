package perennial.server.grpc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import perennial.api.v1.Event;
import perennial.api.v1.RecordEventsRequest;
import perennial.api.v1.RecordEventsResponse;
import perennial.api.v1.RejectedEvent;
import perennial.registry.ledger.CustomerEvent;
import perennial.registry.ledger.CustomerLedger;
import perennial.registry.ledger.IllegalEvent;
import perennial.registry.ledger.RecordedEvents;
import perennial.registry.monitoring.EventQuality;
import perennial.server.customers.CustomerStates;
import perennial.server.metrics.EventSeries;
import perennial.server.serving.InvalidRequest;

/**
 * Records the batches of one call and adds up what became of them. A batch is recorded in one
 * transaction, and its customers' remembered states are forgotten before anything is answered. For
 * one thread at a time.
 */
final class EventRecorder {
  static final int MAX_EVENTS = 1_000;
  private static final int MAX_NAMED = 100;
  private static final int MAX_ID = 200;

  private final CustomerLedger ledger;
  private final CustomerStates customers;
  private final EventSeries series;
  private final Clock clock;
  private final RecordEventsResponse.Builder sum = RecordEventsResponse.newBuilder();
  private long sent;
  private long named;

  EventRecorder(CustomerLedger ledger, CustomerStates customers, EventSeries series, Clock clock) {
    this.ledger = ledger;
    this.customers = customers;
    this.series = series;
    this.clock = clock;
  }

  /**
   * Records what is right in a batch.
   *
   * @throws InvalidRequest when it is no batch of 1 to 1,000 events; nothing is recorded then
   */
  void record(RecordEventsRequest batch) {
    int count = batch.getEventsCount();
    if (count < 1 || count > MAX_EVENTS) {
      throw InvalidRequest.of(
          "events", "must have 1 to %,d events, not %,d".formatted(MAX_EVENTS, count));
    }
    Instant now = clock.instant();
    List<CustomerEvent> events = new ArrayList<>(count);
    List<Integer> positions = new ArrayList<>(count);
    List<Integer> wrong = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      try {
        events.add(EventMessages.event(batch.getEvents(i), now));
        positions.add(i);
      } catch (IllegalEvent e) {
        wrong.add(i);
      }
    }
    if (!events.isEmpty()) {
      take(ledger.record(events), positions);
      events.forEach(e -> EventKind.of(e, now).ifPresent(kind -> series.kind(kind, 1)));
      Instant done = clock.instant();
      events.forEach(e -> series.lag(Duration.between(e.occurredAt(), done).toNanos()));
    }
    for (int i : wrong) {
      Event event = batch.getEvents(i);
      List<IllegalEvent> broken = EventMessages.violations(event, now);
      series.kind(EventKind.of(event, broken.getFirst(), now), 1);
      reject(i, event.getEventId(), broken);
    }
    series.answered(0, 0, wrong.size());
    series.kind(EventQuality.RECEIVED, count);
    sent += count;
  }

  private void take(RecordedEvents recorded, List<Integer> positions) {
    recorded.revisions().forEach(customers::changed);
    sum.setRecorded(sum.getRecorded() + recorded.recorded())
        .setDuplicates(sum.getDuplicates() + recorded.duplicates());
    series.answered(recorded.recorded(), recorded.duplicates(), recorded.refused().size());
    series.kind(EventQuality.DUPLICATE, recorded.duplicates());
    for (RecordedEvents.Refused refused : recorded.refused()) {
      if (refused.field().equals("currency")) {
        series.kind(EventQuality.UNKNOWN_CURRENCY, 1);
      }
      reject(
          positions.get(refused.index()),
          refused.eventId(),
          List.of(new IllegalEvent(refused.field(), refused.description())));
    }
  }

  private void reject(int position, String eventId, List<IllegalEvent> violations) {
    sum.setRejectedTotal(sum.getRejectedTotal() + 1);
    if (++named > MAX_NAMED) {
      return;
    }
    for (IllegalEvent violation : violations) {
      sum.addRejected(
          RejectedEvent.newBuilder()
              .setIndex(sent + position)
              .setEventId(eventId.length() <= MAX_ID ? eventId : eventId.substring(0, MAX_ID))
              .setField(violation.field())
              .setDescription(violation.rule()));
    }
  }

  /** What became of all that was recorded so far. */
  RecordEventsResponse sum() {
    return sum.build();
  }
}
