package perennial.registry.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Something a customer did.
 *
 * @param eventId one id is one event
 * @param occurredAt from 1970 to 9999
 * @param amount in the ledger's currency, {@code >= 0}, at most 4 decimals; 0 for types without one
 * @param currency ISO 4217; empty exactly for types without an amount
 * @param orderId empty when not known
 * @param feature empty but for a {@code FEATURE_USE}
 */
public record CustomerEvent(
    String eventId,
    String customerId,
    Instant occurredAt,
    EventType type,
    BigDecimal amount,
    String currency,
    String orderId,
    Attributes attributes,
    String feature) {

  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
  private static final int MAX_LENGTH = 200;
  private static final int MAX_DECIMALS = 4;
  private static final Instant END = Instant.parse("9999-12-30T00:00:00Z");
  private static final BigDecimal MAX_AMOUNT = new BigDecimal("1e12");

  /**
   * @throws IllegalEvent naming the first field that is wrong
   */
  public CustomerEvent {
    IllegalEvent.requireText("event_id", eventId, 1, MAX_LENGTH);
    var unused = CustomerId.require(customerId);
    if (occurredAt.isBefore(Instant.EPOCH)) {
      throw new IllegalEvent("occurred_at", occurredAt + " is before 1970");
    }
    if (!occurredAt.isBefore(END)) {
      throw new IllegalEvent("occurred_at", occurredAt + " is after the year 9999");
    }
    amount = checked(type, amount);
    if (type.hasAmount() ? !CURRENCY.matcher(currency).matches() : !currency.isEmpty()) {
      throw new IllegalEvent(
          "currency",
          type.hasAmount()
              ? "'%s' must be an ISO 4217 code such as USD".formatted(currency)
              : "must be empty for a " + type);
    }
    IllegalEvent.requireText("order_id", orderId, 0, MAX_LENGTH);
    IllegalEvent.requireText("feature", feature, 0, MAX_LENGTH);
  }

  /** The same event at another time. */
  CustomerEvent at(Instant time) {
    return time.equals(occurredAt)
        ? this
        : new CustomerEvent(
            eventId, customerId, time, type, amount, currency, orderId, attributes, feature);
  }

  private static BigDecimal checked(EventType type, BigDecimal amount) {
    BigDecimal plain = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
    if (!type.hasAmount() && plain.signum() != 0) {
      throw new IllegalEvent("amount", "must be empty for a " + type);
    }
    if (plain.signum() < 0 || type == EventType.RETURN && plain.signum() == 0) {
      throw new IllegalEvent(
          "amount",
          "%s must be %s 0 for a %s"
              .formatted(shown(plain), type == EventType.RETURN ? ">" : ">=", type));
    }
    if (plain.compareTo(MAX_AMOUNT) > 0 || plain.scale() > MAX_DECIMALS) {
      throw new IllegalEvent(
          "amount",
          "%s must be at most 1e12 with at most %d decimals".formatted(shown(plain), MAX_DECIMALS));
    }
    return plain;
  }

  // Not the plain form: 1e999999999 would fill the memory.
  private static String shown(BigDecimal amount) {
    return amount.toString();
  }
}
