package perennial.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import perennial.registry.webhooks.Delivery;
import perennial.registry.webhooks.Webhooks;

/** Messages to endpoints and how they went, within the caller's transaction. */
final class DeliveryTable {
  private static final String COLUMNS =
      """
      d.id, d.webhook, d.message_id, d.event, d.body, d.state, d.attempts, d.created_at,
      d.next_attempt, d.status, d.detail
      """;

  private DeliveryTable() {}

  /**
   * Those of disabled endpoints wait. What is planned further ahead than any message waits was
   * planned by a clock that has been set back since, and is due.
   */
  static List<Webhooks.Due> due(Handle handle, int limit, Duration lease) {
    return handle
        .createQuery(
            """
            WITH due AS MATERIALIZED (
              SELECT p.id FROM webhook_deliveries p JOIN webhooks e ON e.id = p.webhook
              WHERE p.state = 'PENDING' AND e.enabled
                AND (p.next_attempt <= now()
                  OR p.next_attempt > now() + make_interval(secs => :longest, hours => 1))
              ORDER BY p.next_attempt LIMIT :limit FOR UPDATE OF p SKIP LOCKED)
            UPDATE webhook_deliveries d
            SET attempts = d.attempts + 1, next_attempt = now() + make_interval(secs => :seconds)
            FROM webhooks w, due
            WHERE w.id = d.webhook AND d.id = due.id
            RETURNING w.url, w.secret,
            """
                + COLUMNS)
        .bind("limit", limit)
        .bind("longest", (double) Webhooks.LONGEST_WAIT.toSeconds())
        .bind("seconds", lease.toMillis() / 1000.0)
        .map((row, context) ->
            new Webhooks.Due(delivery(row, context), row.getString("url"), row.getString("secret")))
        .list();
  }

  static void delivered(Handle handle, long id, int status) {
    handle
        .createUpdate(
            """
            UPDATE webhook_deliveries
            SET state = 'DELIVERED', next_attempt = NULL, status = :status, detail = ''
            WHERE id = :id AND state = 'PENDING'
            """)
        .bind("id", id)
        .bind("status", status)
        .execute();
  }

  static void failed(
      Handle handle, long id, int status, String detail, Optional<Duration> retryIn) {
    handle
        .createUpdate(
            """
            UPDATE webhook_deliveries
            SET state = CASE WHEN :again THEN 'PENDING' ELSE 'DEAD' END,
                next_attempt = CASE WHEN :again THEN now() + make_interval(secs => :seconds) END,
                status = :status, detail = :detail
            WHERE id = :id AND state = 'PENDING'
            """)
        .bind("id", id)
        .bind("again", retryIn.isPresent())
        .bind("seconds", retryIn.orElse(Duration.ZERO).toMillis() / 1000.0)
        .bind("status", status)
        .bind("detail", RunLogTable.text(detail))
        .execute();
  }

  static List<Delivery> deliveries(Handle handle, long webhook, long before, int limit) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                FROM webhook_deliveries d
                WHERE d.webhook = :webhook AND (:before = 0 OR d.id < :before)
                ORDER BY d.id DESC
                LIMIT :limit
                """)
        .bind("webhook", webhook)
        .bind("before", before)
        .bind("limit", limit)
        .map(DeliveryTable::delivery)
        .list();
  }

  /** With its first number of attempts before it; the same message id. */
  static boolean resend(Handle handle, long id) {
    return handle
            .createUpdate(
                """
                UPDATE webhook_deliveries
                SET state = 'PENDING', attempts = 0, next_attempt = now()
                WHERE id = :id AND state <> 'PENDING'
                """)
            .bind("id", id)
            .execute()
        == 1;
  }

  static int prune(Handle handle, Duration age) {
    return handle
        .createUpdate(
            """
            DELETE FROM webhook_deliveries
            WHERE state <> 'PENDING' AND created_at < now() - make_interval(secs => :seconds)
            """)
        .bind("seconds", age.toMillis() / 1000.0)
        .execute();
  }

  private static Delivery delivery(ResultSet row, StatementContext context) throws SQLException {
    return new Delivery(
        row.getLong("id"),
        row.getLong("webhook"),
        row.getString("message_id"),
        row.getString("event"),
        row.getString("body"),
        Delivery.State.valueOf(row.getString("state")),
        row.getInt("attempts"),
        Sql.instant(row, "created_at"),
        Sql.optionalInstant(row, "next_attempt"),
        row.getInt("status"),
        row.getString("detail"));
  }
}
