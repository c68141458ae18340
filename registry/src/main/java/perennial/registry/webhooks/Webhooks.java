package perennial.registry.webhooks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Endpoints, and an outbox: a message is written in the database before it is sent, so that a crash
 * loses none. Every method throws {@link perennial.registry.RegistryUnavailable} when the database
 * cannot be reached. What people do goes to the audit too.
 */
public interface Webhooks {
  /** The longest that a message waits before it is sent again. */
  Duration LONGEST_WAIT = Duration.ofHours(4);

  /** A new endpoint and its signing secret, which is shown once. */
  record Created(Webhook webhook, String secret) {
    /** Without the secret. */
    @Override
    public String toString() {
      return "Created[" + webhook + "]";
    }
  }

  /** A delivery that is due, with what is needed to send it. */
  record Due(Delivery delivery, String url, String secret) {
    /** Without the secret. */
    @Override
    public String toString() {
      return "Due[%s, %s]".formatted(delivery, url);
    }
  }

  /**
   * @param url http or https
   * @param events of {@link Webhook#EVENTS}; empty for all
   * @throws IllegalArgumentException naming the field and its value
   */
  Created create(String url, Set<String> events, String actor);

  /** False when there is none. */
  boolean setEnabled(long id, boolean enabled, String actor, String reason);

  /** Removes it with its deliveries. False when there is none. */
  boolean delete(long id, String actor, String reason);

  List<Webhook> webhooks();

  /**
   * Queues a message to every enabled endpoint that wants the event. Deployments, versions and runs
   * do this by themselves, in the transaction of what happened.
   *
   * @param data what happened, a JSON object; the body is {@code {"type", "timestamp", "data"}}
   * @throws IllegalArgumentException when the event is none of {@link Webhook#EVENTS}
   */
  void publish(String event, String data);

  /**
   * Takes deliveries that are due, so that no other worker takes them within {@code lease}, and
   * counts the attempt.
   */
  List<Due> due(int limit, Duration lease);

  /** It arrived; nothing changes when it is not pending any more. */
  void delivered(long deliveryId, int status);

  /**
   * @param status of the answer; 0 when there was none
   * @param retryIn at most {@link #LONGEST_WAIT}; empty to give up: it becomes dead
   */
  void failed(long deliveryId, int status, String detail, Optional<Duration> retryIn);

  /** Deliveries with an id below {@code beforeId} (0: from the newest), newest first. */
  List<Delivery> deliveries(long webhook, long beforeId, int limit);

  /** Sends a dead or delivered one again. False when there is none. */
  boolean resend(long deliveryId, String actor);

  /** Forgets deliveries that were done or given up so long ago; says how many. */
  int prune(Duration age);
}
