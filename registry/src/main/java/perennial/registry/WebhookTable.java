package perennial.registry;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import perennial.registry.webhooks.Webhook;

/** Endpoints, within the caller's transaction. The secret is only read to sign. */
final class WebhookTable {
  private static final String COLUMNS = " id, url, events, enabled, created_at, created_by ";

  private WebhookTable() {}

  static Webhook insert(
      Handle handle, String url, String secret, Set<String> events, String actor) {
    return handle
        .createQuery(
            """
            INSERT INTO webhooks (url, secret, events, created_by)
            VALUES (:url, :secret, :events, :actor)
            RETURNING
            """
                + COLUMNS)
        .bind("url", url)
        .bind("secret", secret)
        .bindArray("events", String.class, events.stream().sorted().toArray())
        .bind("actor", actor)
        .map(WebhookTable::webhook)
        .one();
  }

  static boolean setEnabled(Handle handle, long id, boolean enabled) {
    return handle
            .createUpdate("UPDATE webhooks SET enabled = :enabled WHERE id = :id")
            .bind("id", id)
            .bind("enabled", enabled)
            .execute()
        == 1;
  }

  static boolean delete(Handle handle, long id) {
    return handle.createUpdate("DELETE FROM webhooks WHERE id = :id").bind("id", id).execute() == 1;
  }

  static List<Webhook> webhooks(Handle handle) {
    return handle
        .createQuery("SELECT" + COLUMNS + "FROM webhooks ORDER BY id")
        .map(WebhookTable::webhook)
        .list();
  }

  private static Webhook webhook(ResultSet row, StatementContext context) throws SQLException {
    Array events = row.getArray("events");
    try {
      return new Webhook(
          row.getLong("id"),
          row.getString("url"),
          Set.of((String[]) events.getArray()),
          row.getBoolean("enabled"),
          Sql.instant(row, "created_at"),
          row.getString("created_by"));
    } finally {
      events.free();
    }
  }
}
