package perennial.admin.testing;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import perennial.registry.webhooks.Delivery;
import perennial.registry.webhooks.Webhook;
import perennial.registry.webhooks.Webhooks;

/** Webhooks in memory that send nothing. */
public final class FakeWebhooks implements Webhooks {
  private final List<Webhook> webhooks = new ArrayList<>();
  private final List<Delivery> deliveries = new ArrayList<>();
  private final FakeAudit audit;
  private final Clock clock;

  public FakeWebhooks(FakeAudit audit, Clock clock) {
    this.audit = audit;
    this.clock = clock;
  }

  /** A delivery of the log. */
  public void add(Delivery delivery) {
    deliveries.addFirst(delivery);
  }

  @Override
  public Created create(String url, Set<String> events, String actor) {
    if (!url.matches("https?://.+") || URI.create(url).getHost() == null) {
      throw new IllegalArgumentException("url must begin with http:// or https://");
    }
    Webhook made = new Webhook(webhooks.size() + 1L, url, events, true, clock.instant(), actor);
    webhooks.add(made);
    audit.append(actor, "create webhook", "webhook " + made.id(), "", "");
    return new Created(made, "whsec_secret-of-" + made.id());
  }

  @Override
  public boolean setEnabled(long id, boolean enabled, String actor, String reason) {
    Optional<Webhook> old = find(id);
    old.ifPresent(w ->
        webhooks.set(
            webhooks.indexOf(w),
            new Webhook(id, w.url(), w.events(), enabled, w.createdAt(), w.createdBy())));
    audit.append(
        actor, enabled ? "enable webhook" : "disable webhook", "webhook " + id, "", reason);
    return old.isPresent();
  }

  @Override
  public boolean delete(long id, String actor, String reason) {
    audit.append(actor, "delete webhook", "webhook " + id, "", reason);
    return webhooks.removeIf(w -> w.id() == id);
  }

  private Optional<Webhook> find(long id) {
    return webhooks.stream().filter(w -> w.id() == id).findFirst();
  }

  @Override
  public List<Webhook> webhooks() {
    return List.copyOf(webhooks);
  }

  @Override
  public void publish(String event, String body) {
    throw new UnsupportedOperationException("pages publish nothing");
  }

  @Override
  public List<Due> due(int limit, Duration lease) {
    throw new UnsupportedOperationException("pages send nothing");
  }

  @Override
  public void delivered(long deliveryId, int status) {
    throw new UnsupportedOperationException("pages send nothing");
  }

  @Override
  public void failed(long deliveryId, int status, String detail, Optional<Duration> retryIn) {
    throw new UnsupportedOperationException("pages send nothing");
  }

  @Override
  public List<Delivery> deliveries(long webhook, long beforeId, int limit) {
    return deliveries.stream()
        .filter(d -> d.webhook() == webhook && (beforeId == 0 || d.id() < beforeId))
        .sorted(Comparator.comparingLong(Delivery::id).reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public boolean resend(long deliveryId, String actor) {
    audit.append(actor, "resend delivery", "delivery " + deliveryId, "", "");
    return deliveries.stream().anyMatch(d -> d.id() == deliveryId);
  }

  @Override
  public int prune(Duration age) {
    throw new UnsupportedOperationException("pages forget nothing");
  }
}
