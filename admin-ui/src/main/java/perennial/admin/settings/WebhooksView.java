package perennial.admin.settings;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import perennial.admin.page.Formats;
import perennial.admin.page.Link;
import perennial.admin.page.NotFound;
import perennial.admin.settings.UsersView.Typed;
import perennial.admin.table.Column;
import perennial.admin.table.Table;
import perennial.admin.table.TableQuery;
import perennial.registry.webhooks.Delivery;
import perennial.registry.webhooks.Webhook;
import perennial.registry.webhooks.Webhooks;

/**
 * Makes {@link WebhooksPage} and {@link WebhookPage}. An address may hold a token of the receiver:
 * only its host is shown to those who could not change it.
 */
public final class WebhooksView {
  static final String PATH = "/settings/webhooks";
  private static final int NEWEST = 50;

  private final Webhooks webhooks;
  private final Formats formats;

  public WebhooksView(Webhooks webhooks, Formats formats) {
    this.webhooks = webhooks;
    this.formats = formats;
  }

  static Table<Webhook> table(boolean admin) {
    return Table.of(
        "webhook",
        "webhooks",
        Column.text("url", "Address", w -> address(w, admin)),
        Column.text("events", "Is told of", WebhooksView::events),
        Column.text("state", "State", WebhooksView::state),
        Column.text("since", "Since", Webhook::createdAt),
        Column.text("by", "By", Webhook::createdBy));
  }

  WebhooksPage all(TableQuery query, Said said, String url, Set<String> chosen, boolean admin) {
    List<Webhook> all = webhooks.webhooks();
    return new WebhooksPage(
        all.isEmpty()
            ? "No other system is told of alerts, runs and deployments"
            : "%s told of alerts, runs and deployments"
                .formatted(Formats.count(all.size(), "other system is", "other systems are")),
        table(admin).view(query, all, w -> row(w, admin)),
        new TreeSet<>(Webhook.EVENTS)
            .stream().map(e -> new WebhooksPage.Event(e, chosen.contains(e))).toList(),
        said.secret(),
        said.note(),
        said.errors(),
        url);
  }

  WebhookPage one(long id, TableQuery query, Said said, Typed typed, boolean admin) {
    Webhook w = require(id);
    return new WebhookPage(
        PATH + "/" + id,
        title(w, webhooks.deliveries(id, 0, NEWEST), admin),
        "%s. Told of %s; since %s, by %s."
            .formatted(
                w.enabled() ? "Enabled" : "Disabled",
                events(w),
                formats.when(w.createdAt()).text(),
                w.createdBy()),
        w.enabled(),
        DeliveryTable.TABLE.view(query, DeliveryTable.listing(webhooks, id), this::row),
        said.note(),
        said.errors(),
        typed.act(),
        typed.reason());
  }

  List<Webhook> webhooks() {
    return webhooks.webhooks();
  }

  Webhook require(long id) {
    return webhooks.webhooks().stream()
        .filter(w -> w.id() == id)
        .findFirst()
        .orElseThrow(() -> new NotFound("no webhook %d".formatted(id)));
  }

  private static String title(Webhook w, List<Delivery> newest, boolean admin) {
    String host = address(w, admin);
    if (newest.isEmpty()) {
      return host + " was sent nothing yet";
    }
    long dead = newest.stream().filter(d -> d.state() == Delivery.State.DEAD).count();
    return dead == 0
        ? host + " receives its messages"
        : "%s missed %s".formatted(host, Formats.count(dead, "message", "messages"));
  }

  private static String address(Webhook w, boolean admin) {
    URI uri = URI.create(w.url());
    return admin ? w.url() : uri.getScheme() + "://" + uri.getAuthority() + "/…";
  }

  private static String events(Webhook w) {
    return w.events().isEmpty() ? "everything" : String.join(", ", new TreeSet<>(w.events()));
  }

  private static String state(Webhook w) {
    return w.enabled() ? "enabled" : "disabled";
  }

  private WebhooksPage.Row row(Webhook w, boolean admin) {
    return new WebhooksPage.Row(
        new Link(address(w, admin), PATH + "/" + w.id()),
        events(w),
        state(w),
        w.enabled() ? "ok" : "unknown",
        formats.when(w.createdAt()),
        w.createdBy());
  }

  private WebhookPage.Row row(Delivery d) {
    return new WebhookPage.Row(
        Long.toString(d.id()),
        d.event(),
        switch (d.state()) {
          case PENDING -> "waits";
          case DELIVERED -> "delivered";
          case DEAD -> "given up";
        },
        switch (d.state()) {
          case PENDING -> "unknown";
          case DELIVERED -> "ok";
          case DEAD -> "bad";
        },
        Formats.count(d.attempts()),
        d.status() == 0 ? "–" : Integer.toString(d.status()),
        d.detail(),
        formats.when(d.createdAt()),
        d.nextAttempt().map(formats::when).orElse(null),
        d.body(),
        d.state() != Delivery.State.PENDING);
  }
}
