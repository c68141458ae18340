package perennial.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import perennial.registry.webhooks.Delivery;
import perennial.registry.webhooks.Webhook;
import perennial.registry.webhooks.Webhooks;

/** Endpoints and the outbox in PostgreSQL. */
final class JdbiWebhooks implements Webhooks {
  private static final int MAX_URL = 2_000;
  private static final int MAX_PORT = 65_535;

  private final Sql sql;

  JdbiWebhooks(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Created create(String url, Set<String> events, String actor) {
    requireUrl(url);
    requireEvents(events);
    NewVersionForm.requireActor(actor);
    String secret = Secrets.webhookKey();
    return sql.inTransaction(
        "creating a webhook",
        handle -> {
          Webhook webhook = WebhookTable.insert(handle, url, secret, events, actor);
          JdbiAuditLog.append(
              handle, actor, "create webhook", subject(webhook.id()), inWords(webhook), "");
          return new Created(webhook, secret);
        });
  }

  private static String inWords(Webhook webhook) {
    return "%s, %s"
        .formatted(
            shown(webhook.url()),
            webhook.events().isEmpty() ? "all events" : new TreeSet<>(webhook.events()).toString());
  }

  /** Without the query, which may hold a token of the receiver. */
  private static String shown(String url) {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query) + "?...";
  }

  private static void requireUrl(String url) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("url is not valid: " + e.getReason(), e);
    }
    String scheme = String.valueOf(uri.getScheme());
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("url must begin with http:// or https://, not " + scheme);
    }
    if (uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) {
      throw new IllegalArgumentException(
          "url must name a host, and have neither user nor fragment: " + shown(url));
    }
    if (uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
      throw new IllegalArgumentException(
          "url must have a port from 1 to %d, not %d".formatted(MAX_PORT, uri.getPort()));
    }
    if (url.length() > MAX_URL) {
      throw new IllegalArgumentException(
          "url must have at most %d characters, not %d".formatted(MAX_URL, url.length()));
    }
  }

  private static void requireEvents(Set<String> events) {
    for (String event : events) {
      if (!Webhook.EVENTS.contains(event)) {
        throw new IllegalArgumentException(
            "events: %s is none of %s".formatted(event, new TreeSet<>(Webhook.EVENTS)));
      }
    }
  }

  @Override
  public boolean setEnabled(long id, boolean enabled, String actor, String reason) {
    NewVersionForm.requireActor(actor);
    String why = Reasons.require(reason);
    return sql.inTransaction(
        "changing " + subject(id),
        handle -> {
          boolean found = WebhookTable.setEnabled(handle, id, enabled);
          if (found) {
            String action = enabled ? "enable webhook" : "disable webhook";
            JdbiAuditLog.append(handle, actor, action, subject(id), "", why);
          }
          return found;
        });
  }

  @Override
  public boolean delete(long id, String actor, String reason) {
    NewVersionForm.requireActor(actor);
    String why = Reasons.require(reason);
    return sql.inTransaction(
        "deleting " + subject(id),
        handle -> {
          boolean found = WebhookTable.delete(handle, id);
          if (found) {
            JdbiAuditLog.append(handle, actor, "delete webhook", subject(id), "", why);
          }
          return found;
        });
  }

  @Override
  public List<Webhook> webhooks() {
    return sql.inTransaction("listing webhooks", WebhookTable::webhooks);
  }

  @Override
  public void publish(String event, String data) {
    JsonNode parsed = Json.read(Json.requireObject("data", data), JsonNode.class);
    sql.run("publishing " + event, handle -> Outbox.publish(handle, event, parsed));
  }

  @Override
  public List<Due> due(int limit, Duration lease) {
    return sql.inTransaction(
        "taking messages to webhooks", handle -> DeliveryTable.due(handle, limit, lease));
  }

  @Override
  public void delivered(long deliveryId, int status) {
    sql.run(
        "marking a message as delivered",
        handle -> DeliveryTable.delivered(handle, deliveryId, status));
  }

  @Override
  public void failed(long deliveryId, int status, String detail, Optional<Duration> retryIn) {
    sql.run(
        "marking a message as failed",
        handle -> DeliveryTable.failed(handle, deliveryId, status, detail, retryIn));
  }

  @Override
  public List<Delivery> deliveries(long webhook, long beforeId, int limit) {
    return sql.inTransaction(
        "listing deliveries of " + subject(webhook),
        handle -> DeliveryTable.deliveries(handle, webhook, beforeId, limit));
  }

  @Override
  public boolean resend(long deliveryId, String actor) {
    NewVersionForm.requireActor(actor);
    return sql.inTransaction(
        "sending a message again",
        handle -> {
          boolean found = DeliveryTable.resend(handle, deliveryId);
          if (found) {
            JdbiAuditLog.append(
                handle, actor, "resend webhook message", "delivery " + deliveryId, "", "");
          }
          return found;
        });
  }

  @Override
  public int prune(Duration age) {
    return sql.inTransaction(
        "forgetting old deliveries", handle -> DeliveryTable.prune(handle, age));
  }

  private static String subject(long id) {
    return "webhook " + id;
  }
}
