package perennial.registry;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import perennial.registry.webhooks.Webhook;

/**
 * Writes messages to webhooks in the transaction of what they tell of: there is no message of what
 * did not happen, and none is missing of what did.
 */
final class Outbox {
  private Outbox() {}

  /**
   * @param data what happened: an object as JSON
   * @throws IllegalArgumentException when there is no such event
   */
  static void publish(Handle handle, String event, Object data) {
    if (!Webhook.EVENTS.contains(event)) {
      throw new IllegalArgumentException("event %s is none of %s".formatted(event, Webhook.EVENTS));
    }
    Instant now =
        handle
            .createQuery("SELECT now() AS now")
            .map((row, context) -> Sql.instant(row, "now"))
            .one();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", event);
    body.put("timestamp", now);
    body.put("data", data);
    handle
        .createUpdate(
            """
            INSERT INTO webhook_deliveries (webhook, message_id, event, body)
            SELECT id, 'msg_' || replace(gen_random_uuid()::text, '-', ''), :event, :body
            FROM webhooks
            WHERE enabled AND (events = '{}' OR :event = ANY (events))
            """)
        .bind("event", event)
        .bind("body", Json.write(body))
        .execute();
  }
}
