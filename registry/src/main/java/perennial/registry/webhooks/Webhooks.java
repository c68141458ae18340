package perennial.registry.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Endpoints, and an outbox: a message is written in the database before it is sent, so that a crash
 * loses none. Every method throws {@link perennial.registry.RegistryUnavailable} when the database
 * cannot be reached. What people do goes to the audit too.
 */
public interface Webhooks {
  /** A new endpoint and its signing secret, which is shown once. */
  record Created(Webhook webhook, String secret) {}

  /** A delivery that is due, with what is needed to send it. */
  record Due(Delivery delivery, String url, String secret) {}

  /**
   * @param url http or https
   * @param events empty for all
   * @throws IllegalArgumentException naming the field and its value
   */
  Created create(String url, Set<String> events, String actor);

  /** False when there is none. */
  boolean setEnabled(long id, boolean enabled, String actor);

  /** Removes it with its deliveries. False when there is none. */
  boolean delete(long id, String actor);

  List<Webhook> webhooks();

  /** Queues a message to every enabled endpoint that wants the event. */
  void publish(String event, String body);

  /** Takes deliveries that are due, so that no other worker takes them within {@code lease}. */
  List<Due> due(int limit, Duration lease);

  void delivered(long deliveryId, int status);

  /**
   * @param nextAttempt empty to give up: it becomes dead
   */
  void failed(long deliveryId, int status, String detail, Optional<Instant> nextAttempt);

  /** Deliveries with an id below {@code beforeId} (0: from the newest), newest first. */
  List<Delivery> deliveries(long webhook, long beforeId, int limit);

  /** Sends a dead or delivered one again. False when there is none. */
  boolean resend(long deliveryId, String actor);
}
