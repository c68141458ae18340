package perennial.registry;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import perennial.registry.monitoring.EventQuality;

/** Counts of events in PostgreSQL. */
final class JdbiEventQuality implements EventQuality {
  private final Sql sql;

  JdbiEventQuality(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void add(LocalDate day, Map<String, Long> events) {
    if (events.isEmpty()) {
      return;
    }
    // In one order: two servers wait for each other in one direction only.
    List<Map.Entry<String, Long>> sorted = List.copyOf(new TreeMap<>(events).entrySet());
    sql.run(
        "adding counts of events",
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO event_quality (day, kind, events)
                    SELECT :day, kind, events
                    FROM unnest(CAST(:kinds AS text[]), CAST(:events AS bigint[]))
                      counted (kind, events)
                    ON CONFLICT (day, kind) DO UPDATE
                      SET events = event_quality.events + EXCLUDED.events
                    """)
                .bind("day", day)
                .bindArray("kinds", String.class, sorted.stream().map(Map.Entry::getKey).toList())
                .bindArray("events", Long.class, sorted.stream().map(Map.Entry::getValue).toList())
                .execute());
  }

  @Override
  public SortedMap<String, Long> counts(LocalDate first, LocalDate end) {
    return sql.inTransaction(
        "reading counts of events",
        handle -> {
          SortedMap<String, Long> counts = new TreeMap<>();
          handle
              .createQuery(
                  """
                  SELECT kind, sum(events)::bigint AS events FROM event_quality
                  WHERE day >= :first AND day < :end
                  GROUP BY kind
                  """)
              .bind("first", first)
              .bind("end", end)
              .map((row, context) -> Map.entry(row.getString("kind"), row.getLong("events")))
              .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
          return counts;
        });
  }
}
