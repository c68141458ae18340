package perennial.registry.ledger;

import java.io.IOException;
import java.io.StringReader;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;
import perennial.registry.ledger.EventTable.Dated;

/** Inserts many events by COPY, by way of a temporary table: COPY itself knows no duplicates. */
final class EventCopy {
  private EventCopy() {}

  /** As {@link EventTable#insert}. */
  static Set<String> insert(Handle handle, Collection<Dated> events) {
    handle.execute(
        "CREATE TEMPORARY TABLE incoming (LIKE events INCLUDING DEFAULTS) ON COMMIT DROP");
    StringBuilder rows = new StringBuilder();
    events.forEach(event -> append(rows, event));
    try {
      handle
          .getConnection()
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "COPY incoming (%s) FROM STDIN".formatted(EventTable.NAMES),
              new StringReader(rows.toString()));
    } catch (SQLException | IOException e) {
      throw new ConnectionException(e);
    }
    return new HashSet<>(
        handle
            .createUpdate(
                """
                INSERT INTO events (%1$s) SELECT %1$s FROM incoming ORDER BY event_id
                ON CONFLICT (event_id) DO NOTHING
                """
                    .formatted(EventTable.NAMES))
            .executeAndReturnGeneratedKeys("event_id")
            .mapTo(String.class)
            .list());
  }

  /** In COPY's text format. Events have no control characters; only backslashes need care. */
  private static void append(StringBuilder rows, Dated dated) {
    CustomerEvent event = dated.event();
    Attributes from = event.attributes();
    String separator = "";
    for (Object field :
        List.of(
            event.eventId(),
            event.customerId(),
            event.occurredAt(),
            dated.day(),
            event.type(),
            event.amount(),
            event.currency(),
            event.orderId(),
            from.channel(),
            from.device(),
            from.market(),
            from.category(),
            event.feature())) {
      rows.append(separator).append(field.toString().replace("\\", "\\\\"));
      separator = "\t";
    }
    rows.append('\n');
  }
}
