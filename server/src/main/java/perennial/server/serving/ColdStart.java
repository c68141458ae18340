package perennial.server.serving;

import java.time.Duration;
import java.time.Instant;
import perennial.registry.ledger.CustomerState;

/**
 * When enough is known of a customer to be answered by the own history.
 *
 * @param transactions purchase days, the first one counted; at least 1
 * @param age time since the customer's first event
 */
public record ColdStart(int transactions, Duration age) {
  public static final ColdStart DEFAULT = new ColdStart(3, Duration.ofHours(48));

  /** A customer who has bought, and either often enough or is known for long enough. */
  boolean isOver(CustomerState state, Instant now) {
    return state.purchaseDays() > 0
        && (state.purchaseDays() >= transactions || !now.isBefore(state.firstEventAt().plus(age)));
  }
}
