package perennial.registry.webhooks;

import java.time.Instant;
import java.util.Set;

/**
 * An endpoint that is told of events.
 *
 * @param url http or https
 * @param events such as {@code alert.opened}; empty for all
 */
public record Webhook(
    long id, String url, Set<String> events, boolean enabled, Instant createdAt, String createdBy) {

  /** What there is to be told of. */
  public static final Set<String> EVENTS =
      Set.of(
          "alert.opened",
          "alert.worsened",
          "run.succeeded",
          "run.failed",
          "version.registered",
          "deployment.changed");
}
