package perennial.registry.ledger;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** Events on days around a Monday noon. */
final class LedgerEvents {
  static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z"); // a Monday

  private LedgerEvents() {}

  static CustomerEvent event(
      String id, String customer, int day, EventType type, String amount, String order) {
    return new CustomerEvent(
        id,
        customer,
        NOON.plus(Duration.ofDays(day)),
        type,
        new BigDecimal(amount),
        type.hasAmount() ? "EUR" : "",
        order,
        Attributes.NONE,
        "");
  }

  static CustomerEvent purchase(String id, String customer, int day, String amount) {
    return event(id, customer, day, EventType.PURCHASE, amount, "");
  }
}
