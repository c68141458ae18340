package perennial.registry.ledger;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.StringReader;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.postgresql.PGConnection;
import perennial.registry.ledger.BulkLedger.Conflict;
import perennial.registry.ledger.EventTable.Dated;

/**
 * Inserts many events by COPY, by way of a temporary table: COPY itself knows no duplicates. Which
 * events were there already is only asked when some were. For one batch.
 */
final class EventCopy implements EventRecorder.Insertion {
  /** What makes two events with one id the same. */
  private static final String CONTENT =
      Stream.of(EventTable.NAMES.split(",\\s*"))
          .filter(name -> !name.equals("event_id"))
          .map(name -> "%s." + name)
          .collect(Collectors.joining(", ", "(", ")"));

  /**
   * The event of this id that is older than this transaction, which has no savepoints. By the
   * primary key, whatever the planner believes about the size of the table.
   */
  private static final String OLDER =
      """
      FROM incoming i CROSS JOIN LATERAL (
        SELECT %s FROM events
        WHERE event_id = i.event_id AND xmin <> CAST(pg_current_xact_id() AS xid) OFFSET 0) e
      """
          .formatted(EventTable.NAMES);

  /** The SQL state of a second row with the same key. */
  private static final String UNIQUE = "23505";

  private List<Conflict> conflicts = List.of();

  @Override
  public Predicate<CustomerEvent> insert(Handle handle, Collection<Dated> events) {
    conflicts = List.of();
    copy(handle, events);
    int inserted =
        handle.execute(
            """
            INSERT INTO events (%1$s) SELECT %1$s FROM incoming ON CONFLICT (event_id) DO NOTHING
            """
                .formatted(EventTable.NAMES));
    if (inserted == events.size()) {
      return event -> true;
    }
    conflicts = conflicts(handle, events);
    Set<String> known =
        new HashSet<>(handle.createQuery("SELECT e.event_id " + OLDER).mapTo(String.class).list());
    return event -> !known.contains(event.eventId());
  }

  /**
   * Inserts all of {@code incoming}; looking for each one first would double the work.
   *
   * @return false when one was there already, and the transaction must be rolled back
   */
  static boolean insertAll(Handle handle) {
    try {
      handle.execute(
          "INSERT INTO events (%1$s) SELECT %1$s FROM incoming".formatted(EventTable.NAMES));
      return true;
    } catch (UnableToExecuteStatementException e) {
      if (e.getCause() instanceof SQLException cause && UNIQUE.equals(cause.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  /** Whether the ledger has all of these already; then their conflicts are known, too. */
  boolean isKnown(Handle handle, Collection<Dated> events) {
    copy(handle, events);
    long known = handle.createQuery("SELECT count(*) " + OLDER).mapTo(Long.class).one();
    conflicts = known == events.size() ? conflicts(handle, events) : List.of();
    return known == events.size();
  }

  /** What the last insertion, or the last look, found. */
  List<Conflict> conflicts() {
    return conflicts;
  }

  private static List<Conflict> conflicts(Handle handle, Collection<Dated> events) {
    List<CustomerEvent> kept =
        handle
            .createQuery(
                "SELECT e.* %s WHERE %s <> %s"
                    .formatted(OLDER, CONTENT.replace("%s", "e"), CONTENT.replace("%s", "i")))
            .map(EventTable::event)
            .list();
    if (kept.isEmpty()) {
      return List.of();
    }
    Map<String, CustomerEvent> sent = new HashMap<>();
    events.forEach(dated -> sent.put(dated.event().eventId(), dated.event()));
    return kept.stream()
        .map(event -> new Conflict(requireNonNull(sent.get(event.eventId())), event))
        .toList();
  }

  /** Brings the events into the temporary table {@code incoming} of the transaction. */
  static void copy(Handle handle, Collection<Dated> events) {
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
