package perennial.server.grpc;

import com.google.protobuf.Timestamp;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import perennial.api.v1.Event;
import perennial.registry.ledger.Attributes;
import perennial.registry.ledger.CustomerEvent;
import perennial.registry.ledger.EventType;
import perennial.registry.ledger.IllegalEvent;

/** Events as domain objects and back, with everything that is wrong with each. */
final class EventMessages {
  private static final Duration MAX_AHEAD = Duration.ofDays(1);
  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");
  private static final int NANOS = 1_000_000_000;

  // No exponents: "1e999999999" has ten letters and would be a number of a gigabyte.
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,20})?");
  private static final int MAX_SHOWN = 40;

  private EventMessages() {}

  /**
   * The event.
   *
   * @throws IllegalEvent naming one of the fields that are wrong
   */
  static CustomerEvent event(Event sent, Instant now) {
    EventType type = type(sent);
    return new CustomerEvent(
        sent.getEventId(),
        sent.getCustomerId(),
        occurredAt(sent, now),
        type,
        amount(sent, type),
        sent.getCurrency(),
        sent.getOrderId(),
        attributes(sent),
        sent.getFeature());
  }

  /** Everything that is wrong with the event, by the rules of {@link #event}. */
  static List<IllegalEvent> violations(Event sent, Instant now) {
    List<IllegalEvent> found = new ArrayList<>();
    check(found, () -> texts(sent.getEventId(), "c", "", ""));
    check(found, () -> texts("e", sent.getCustomerId(), "", ""));
    check(found, () -> at(occurredAt(sent, now)));
    if (check(found, () -> type(sent))) {
      EventType type = type(sent);
      BigDecimal some = type.hasAmount() ? BigDecimal.ONE : BigDecimal.ZERO;
      String currency = type.hasAmount() ? "EUR" : "";
      check(found, () -> valued(type, amount(sent, type), currency));
      check(found, () -> valued(type, some, sent.getCurrency()));
    }
    check(found, () -> texts("e", "c", sent.getOrderId(), ""));
    check(found, () -> attributes(sent));
    check(found, () -> texts("e", "c", "", sent.getFeature()));
    return found;
  }

  private static boolean check(List<IllegalEvent> found, Runnable rule) {
    try {
      rule.run();
      return true;
    } catch (IllegalEvent e) {
      found.add(e);
      return false;
    }
  }

  // Each of these has one or a few fields of an event, and is otherwise right.

  private static CustomerEvent texts(String id, String customer, String order, String feature) {
    return new CustomerEvent(
        id,
        customer,
        Instant.EPOCH,
        EventType.VISIT,
        BigDecimal.ZERO,
        "",
        order,
        Attributes.NONE,
        feature);
  }

  private static CustomerEvent at(Instant at) {
    return new CustomerEvent(
        "e", "c", at, EventType.VISIT, BigDecimal.ZERO, "", "", Attributes.NONE, "");
  }

  private static CustomerEvent valued(EventType type, BigDecimal amount, String currency) {
    return new CustomerEvent(
        "e", "c", Instant.EPOCH, type, amount, currency, "", Attributes.NONE, "");
  }

  private static Instant occurredAt(Event sent, Instant now) {
    if (!sent.hasOccurredAt()) {
      throw new IllegalEvent("occurred_at", "is required");
    }
    Timestamp time = sent.getOccurredAt();
    if (time.getNanos() < 0
        || time.getNanos() >= NANOS
        || Math.abs((double) time.getSeconds()) > END_OF_TIME.getEpochSecond()) {
      throw new IllegalEvent(
          "occurred_at", "%d s and %d ns is no time".formatted(time.getSeconds(), time.getNanos()));
    }
    Instant at = Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    if (at.isAfter(now.plus(MAX_AHEAD))) {
      throw new IllegalEvent("occurred_at", at + " is more than a day from now, " + now);
    }
    return at;
  }

  private static EventType type(Event sent) {
    return switch (sent.getType()) {
      case EVENT_TYPE_UNSPECIFIED -> throw new IllegalEvent("type", "is required");
      case UNRECOGNIZED ->
          throw new IllegalEvent("type", sent.getTypeValue() + " is no type of event");
      default -> EventType.valueOf(sent.getType().name()); // the names are the same
    };
  }

  private static BigDecimal amount(Event sent, EventType type) {
    String text = sent.getAmount();
    if (!type.hasAmount()) {
      if (!text.isEmpty()) {
        throw new IllegalEvent("amount", "must be empty for a " + type);
      }
      return BigDecimal.ZERO;
    }
    if (text.isEmpty()) {
      throw new IllegalEvent("amount", "is required for a " + type);
    }
    if (!DECIMAL.matcher(text).matches()) {
      throw new IllegalEvent(
          "amount", "'%s' must be a decimal number such as 49.90".formatted(shown(text)));
    }
    return new BigDecimal(text);
  }

  private static Attributes attributes(Event sent) {
    return sent.hasAttributes()
        ? new Attributes(
            sent.getAttributes().getChannel(),
            sent.getAttributes().getDevice(),
            sent.getAttributes().getMarket(),
            sent.getAttributes().getCategory())
        : Attributes.NONE;
  }

  /** The event as it would be sent. */
  static Event message(CustomerEvent event) {
    Event.Builder message =
        Event.newBuilder()
            .setEventId(event.eventId())
            .setCustomerId(event.customerId())
            .setOccurredAt(Times.timestamp(event.occurredAt()))
            .setType(perennial.api.v1.EventType.valueOf(event.type().name()))
            .setCurrency(event.currency())
            .setOrderId(event.orderId())
            .setFeature(event.feature());
    if (event.type().hasAmount()) {
      message.setAmount(event.amount().toPlainString());
    }
    if (!event.attributes().equals(Attributes.NONE)) {
      message.setAttributes(CustomerMessages.attributes(event.attributes()));
    }
    return message.build();
  }

  private static String shown(String text) {
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
  }
}
