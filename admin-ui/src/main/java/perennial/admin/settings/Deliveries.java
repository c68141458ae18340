package perennial.admin.settings;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import perennial.registry.webhooks.Delivery;
import perennial.registry.webhooks.Webhooks;

/** What was sent to one endpoint, newest first, for the export. */
final class Deliveries implements Supplier<List<List<@Nullable Object>>> {
  static final List<String> HEADER =
      List.of("id", "message_id", "event", "state", "attempts", "created_at", "status", "detail");
  private static final int PAGE = 500;

  private final Webhooks webhooks;
  private final long webhook;
  private long before;

  Deliveries(Webhooks webhooks, long webhook) {
    this.webhooks = webhooks;
    this.webhook = webhook;
  }

  @Override
  public List<List<@Nullable Object>> get() {
    List<Delivery> page = webhooks.deliveries(webhook, before, PAGE);
    before = page.isEmpty() ? before : page.getLast().id();
    return page.stream().map(Deliveries::line).toList();
  }

  private static List<@Nullable Object> line(Delivery d) {
    return Arrays.asList(
        d.id(),
        d.messageId(),
        d.event(),
        d.state(),
        d.attempts(),
        d.createdAt(),
        d.status(),
        d.detail());
  }
}
