package perennial.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Update;
import perennial.monitoring.FeatureRole;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.monitoring.Segment;
import perennial.registry.monitoring.Alert;
import perennial.registry.monitoring.Alert.Severity;
import perennial.registry.monitoring.Alert.State;
import perennial.registry.monitoring.Alerts.AlertFilter;
import perennial.registry.monitoring.Sighting;
import perennial.registry.monitoring.Subject;

/** The alerts' tables, within the caller's transaction. */
final class AlertTable {
  private static final String COLUMNS =
      """
      id, model, version, feature, role, dimension, value, severity, first_seen, last_seen, period,
      start, windows, alarms, size, what, suggestion, acknowledged_by, muted_until, training_run,
      challenger, resolved_at
      """;

  private AlertTable() {}

  /** What a thread counts after a window. */
  record Counts(int windows, int alarms, Severity severity) {}

  /** Held until the transaction ends: the windows of one model change its threads in turn. */
  static void lock(Handle handle, String model) {
    handle
        .createQuery("SELECT pg_advisory_xact_lock(hashtext('alerts'), hashtext(:model))::text")
        .bind("model", model)
        .mapTo(String.class)
        .list();
  }

  static List<Alert> unresolved(Handle handle, String model, Instant now) {
    return handle
        .createQuery(
            "SELECT " + COLUMNS + " FROM alerts WHERE model = :model AND resolved_at IS NULL")
        .bind("model", model)
        .map(alertAt(now))
        .list();
  }

  /** The newest thread of this feature and segment, over or not. */
  static Optional<Alert> newestOf(Handle handle, String model, Subject subject, Instant now) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                FROM alerts
                WHERE model = :model AND feature = :feature AND dimension = :dimension
                  AND value = :value
                ORDER BY id DESC LIMIT 1
                """)
        .bind("model", model)
        .bind("feature", subject.feature())
        .bind("dimension", subject.segment().dimension())
        .bind("value", subject.segment().value())
        .map(alertAt(now))
        .findOne();
  }

  static Optional<Alert> find(Handle handle, long id, Instant now) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM alerts WHERE id = :id")
        .bind("id", id)
        .map(alertAt(now))
        .findOne();
  }

  static List<Alert> page(
      Handle handle, AlertFilter filter, long beforeId, int limit, Instant now) {
    String text = filter.text().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                FROM alerts
                WHERE (:model = '' OR model = :model)
                  AND (:before = 0 OR id < :before)
                  AND (NOT :unresolved OR resolved_at IS NULL)
                  AND (:text = ''
                    OR concat_ws(' ', feature, dimension, value, what) ILIKE '%' || :text || '%')
                ORDER BY id DESC LIMIT :limit
                """)
        .bind("model", filter.model())
        .bind("before", beforeId)
        .bind("unresolved", filter.unresolvedOnly())
        .bind("text", text)
        .bind("limit", limit)
        .map(alertAt(now))
        .list();
  }

  static long insert(Handle handle, Sighting s, Instant now) {
    return handle
        .createQuery(
            """
            INSERT INTO alerts (model, version, feature, role, dimension, value, severity,
              first_seen, last_seen, period, start, windows, alarms, size, what, suggestion)
            VALUES (:model, :version, :feature, :role, :dimension, :value, :severity,
              :now, :now, :period, :start, 1, :alarms, :size, :what, :suggestion)
            RETURNING id
            """)
        .bind("model", s.model())
        .bind("version", s.version())
        .bind("feature", s.feature())
        .bind("role", s.role())
        .bind("dimension", s.segment().dimension())
        .bind("value", s.segment().value())
        .bind("severity", s.severity())
        .bind("now", Sql.time(now))
        .bind("period", s.window().period())
        .bind("start", s.window().start())
        .bind("alarms", s.severity() == Severity.ALARM ? 1 : 0)
        .bind("size", s.size())
        .bind("what", s.what())
        .bind("suggestion", s.suggestion())
        .mapTo(Long.class)
        .one();
  }

  static void continueThread(Handle handle, long id, Sighting s, Counts counts, Instant now) {
    bind(
            handle.createUpdate(
                """
                UPDATE alerts SET severity = :severity, last_seen = :now, start = :start,
                  windows = :windows, alarms = :alarms, size = :size, what = :what,
                  suggestion = :suggestion
                WHERE id = :id
                """),
            s,
            counts)
        .bind("id", id)
        .bind("now", Sql.time(now))
        .execute();
  }

  static void reopen(Handle handle, long id, Sighting s, Counts counts, Instant now) {
    bind(
            handle.createUpdate(
                """
                UPDATE alerts SET severity = :severity, last_seen = :now, period = :period,
                  start = :start, windows = :windows, alarms = :alarms, size = :size,
                  what = :what, suggestion = :suggestion, acknowledged_by = '',
                  resolved_at = NULL
                WHERE id = :id
                """),
            s,
            counts)
        .bind("id", id)
        .bind("period", s.window().period())
        .bind("now", Sql.time(now))
        .execute();
  }

  private static Update bind(Update update, Sighting s, Counts counts) {
    return update
        .bind("severity", counts.severity())
        .bind("start", s.window().start())
        .bind("windows", counts.windows())
        .bind("alarms", counts.alarms())
        .bind("size", s.size())
        .bind("what", s.what())
        .bind("suggestion", s.suggestion());
  }

  static void worsen(Handle handle, long id, Severity severity, Instant now) {
    handle
        .createUpdate("UPDATE alerts SET severity = :severity, last_seen = :now WHERE id = :id")
        .bind("severity", severity)
        .bind("now", Sql.time(now))
        .bind("id", id)
        .execute();
  }

  static void resolve(Handle handle, long id, Instant now) {
    handle
        .createUpdate("UPDATE alerts SET resolved_at = :now WHERE id = :id")
        .bind("now", Sql.time(now))
        .bind("id", id)
        .execute();
  }

  /** The alert as it is now; empty when it is resolved, or there is none. */
  static Optional<Alert> acknowledge(Handle handle, long id, String actor, Instant now) {
    return handle
        .createQuery(
            """
            UPDATE alerts SET acknowledged_by = :actor WHERE id = :id AND resolved_at IS NULL
            RETURNING %s
            """
                .formatted(COLUMNS))
        .bind("actor", actor)
        .bind("id", id)
        .map(alertAt(now))
        .findOne();
  }

  /** Like {@link #acknowledge}. */
  static Optional<Alert> mute(Handle handle, long id, Instant until, Instant now) {
    return handle
        .createQuery(
            """
            UPDATE alerts SET muted_until = :until WHERE id = :id AND resolved_at IS NULL
            RETURNING %s
            """
                .formatted(COLUMNS))
        .bind("until", Sql.time(until))
        .bind("id", id)
        .map(alertAt(now))
        .findOne();
  }

  static void triggered(Handle handle, long id, long trainingRun) {
    handle
        .createUpdate("UPDATE alerts SET training_run = :run WHERE id = :id")
        .bind("run", trainingRun)
        .bind("id", id)
        .execute();
  }

  /** The alerts that triggered the run. */
  static List<Alert> registered(Handle handle, long trainingRun, long challenger, Instant now) {
    return handle
        .createQuery(
            "UPDATE alerts SET challenger = :version WHERE training_run = :run RETURNING "
                + COLUMNS)
        .bind("version", challenger)
        .bind("run", trainingRun)
        .map(alertAt(now))
        .list();
  }

  private static RowMapper<Alert> alertAt(Instant now) {
    return (row, context) -> alert(row, now);
  }

  private static Alert alert(ResultSet row, Instant now) throws SQLException {
    Optional<Instant> mutedUntil = time(row, "muted_until");
    return new Alert(
        row.getLong("id"),
        row.getString("model"),
        row.getLong("version"),
        row.getString("feature"),
        FeatureRole.valueOf(row.getString("role")),
        new Segment(row.getString("dimension"), row.getString("value")),
        Severity.valueOf(row.getString("severity")),
        state(row, mutedUntil, now),
        Sql.instant(row, "first_seen"),
        Sql.instant(row, "last_seen"),
        new MonitoringWindow(
            Period.valueOf(row.getString("period")), row.getObject("start", LocalDate.class)),
        row.getInt("windows"),
        row.getInt("alarms"),
        row.getDouble("size"),
        row.getString("what"),
        row.getString("suggestion"),
        row.getString("acknowledged_by"),
        mutedUntil,
        Sql.optionalLong(row, "training_run"),
        Sql.optionalLong(row, "challenger"));
  }

  private static State state(ResultSet row, Optional<Instant> mutedUntil, Instant now)
      throws SQLException {
    if (time(row, "resolved_at").isPresent()) {
      return State.RESOLVED;
    }
    if (mutedUntil.filter(now::isBefore).isPresent()) {
      return State.MUTED;
    }
    return row.getString("acknowledged_by").isEmpty() ? State.OPEN : State.ACKNOWLEDGED;
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
