package perennial.server.grpc;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import perennial.api.v1.Event;
import perennial.registry.ledger.CustomerEvent;
import perennial.registry.ledger.IllegalEvent;
import perennial.registry.monitoring.EventQuality;

/** What is wrong with an event that came, or odd about it, in one word for counting. */
final class EventKind {
  /** An event that is older when it comes is late. */
  private static final Duration LATE = Duration.ofDays(7);

  /** Clocks of senders may differ by as much. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private EventKind() {}

  /** Of an event that was not taken, by the first rule it broke. */
  static String of(Event sent, IllegalEvent broken, Instant now) {
    return switch (broken.field()) {
      case "event_id" -> missingIf(sent.getEventId().isEmpty());
      case "customer_id" -> missingIf(sent.getCustomerId().isEmpty());
      case "type" -> missingIf(sent.getTypeValue() == 0);
      case "amount" -> missingIf(sent.getAmount().isEmpty());
      case "occurred_at" ->
          !sent.hasOccurredAt()
              ? EventQuality.MISSING
              : sent.getOccurredAt().getSeconds() > now.getEpochSecond()
                  ? EventQuality.FUTURE_DATED
                  : EventQuality.OUT_OF_RANGE;
      case "currency" ->
          sent.getCurrency().isEmpty() ? EventQuality.MISSING : EventQuality.UNKNOWN_CURRENCY;
      default -> EventQuality.OUT_OF_RANGE;
    };
  }

  private static String missingIf(boolean missing) {
    return missing ? EventQuality.MISSING : EventQuality.OUT_OF_RANGE;
  }

  /** Of an event that was taken, if it is odd. */
  static Optional<String> of(CustomerEvent taken, Instant now) {
    if (taken.occurredAt().isAfter(now.plus(AHEAD))) {
      return Optional.of(EventQuality.FUTURE_DATED);
    }
    return taken.occurredAt().isBefore(now.minus(LATE))
        ? Optional.of(EventQuality.LATE)
        : Optional.empty();
  }
}
