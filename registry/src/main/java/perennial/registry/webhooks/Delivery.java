package perennial.registry.webhooks;

import java.time.Instant;
import java.util.Optional;

/**
 * One message to one endpoint and how it went.
 *
 * @param messageId the {@code webhook-id}: the same at every attempt
 * @param event such as {@code alert.opened}
 * @param body JSON
 * @param attempts made so far
 * @param nextAttempt empty once it is delivered or dead
 * @param status of the last answer; 0 when there was none
 * @param detail of the last failure
 */
public record Delivery(
    long id,
    long webhook,
    String messageId,
    String event,
    String body,
    State state,
    int attempts,
    Instant createdAt,
    Optional<Instant> nextAttempt,
    int status,
    String detail) {

  public enum State {
    PENDING,
    DELIVERED,
    /** Given up after the last attempt; can be sent again by hand. */
    DEAD
  }
}
