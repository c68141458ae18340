package perennial.admin.settings;

import perennial.admin.table.Column;
import perennial.admin.table.Listing;
import perennial.admin.table.Table;
import perennial.registry.webhooks.Delivery;
import perennial.registry.webhooks.Webhooks;

/** The table of what was sent to one endpoint. */
final class DeliveryTable {
  static final Table<Delivery> TABLE =
      Table.of(
          "delivery",
          "deliveries",
          Column.hidden("id", Delivery::id),
          Column.hidden("message_id", Delivery::messageId),
          Column.text("created_at", "Created", Delivery::createdAt),
          Column.text("event", "Event", Delivery::event),
          Column.text("state", "State", Delivery::state),
          Column.number("attempts", "Tries", Delivery::attempts),
          Column.number("status", "HTTP", Delivery::status),
          Column.text("detail", "Detail", Delivery::detail));

  private DeliveryTable() {}

  static Listing<Delivery> listing(Webhooks webhooks, long webhook) {
    return new Listing<>(
        (before, limit) -> webhooks.deliveries(webhook, before, limit), Delivery::id);
  }
}
