package perennial.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.monitoring.Segment;
import perennial.registry.monitoring.AlertNote;
import perennial.registry.monitoring.Alerts;
import perennial.registry.monitoring.Alerts.Seen;
import perennial.registry.monitoring.Subject;

/** What was said and done in the threads of alerts, within the caller's transaction. */
final class AlertNoteTable {
  static final String TRIGGERED = "retraining triggered";
  static final String SUPPRESSED = "retraining suppressed";

  private AlertNoteTable() {}

  /** Adds a line to the end of a thread. */
  static void add(Handle handle, long id, AlertNote note) {
    handle
        .createUpdate(
            """
            INSERT INTO alert_notes (alert, at, actor, what, detail, period, start)
            VALUES (:alert, :at, :actor, :what, :detail, :period, :start)
            """)
        .bind("alert", id)
        .bind("at", Sql.time(note.at()))
        .bind("actor", note.actor())
        .bind("what", note.what())
        .bind("detail", note.detail())
        .bind("period", note.window().map(MonitoringWindow::period).orElse(null))
        .bind("start", note.window().map(MonitoringWindow::start).orElse(null))
        .execute();
  }

  /** Whether the thread says what the window meant for retraining. */
  static boolean isDecided(Handle handle, long id, MonitoringWindow window) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (
              SELECT FROM alert_notes
              WHERE alert = :alert AND what IN (:triggered, :suppressed)
                AND period = :period AND start = :start)
            """)
        .bind("alert", id)
        .bind("triggered", TRIGGERED)
        .bind("suppressed", SUPPRESSED)
        .bind("period", window.period())
        .bind("start", window.start())
        .mapTo(Boolean.class)
        .one();
  }

  /** The lines of a thread, oldest first. */
  static List<AlertNote> of(Handle handle, long id) {
    return handle
        .createQuery(
            """
            SELECT at, actor, what, detail, period, start FROM alert_notes
            WHERE alert = :alert ORDER BY id
            """)
        .bind("alert", id)
        .map((row, context) ->
            new AlertNote(
                Sql.instant(row, "at"),
                row.getString("actor"),
                row.getString("what"),
                row.getString("detail"),
                window(row)))
        .list();
  }

  /** See {@link Alerts#seen(String, LocalDate, LocalDate)}. */
  static List<Seen> seen(Handle handle, String model, LocalDate first, LocalDate last) {
    return handle
        .createQuery(
            """
            SELECT DISTINCT a.feature, a.dimension, a.value, n.period, n.start
            FROM alert_notes n JOIN alerts a ON a.id = n.alert
            WHERE n.start BETWEEN :first AND :last AND a.model = :model AND n.what IN (<sightings>)
            ORDER BY n.start, a.feature, a.dimension, a.value
            """)
        .bind("model", model)
        .bind("first", first)
        .bind("last", last)
        .bindList("sightings", AlertNote.SIGHTINGS)
        .map((row, context) ->
            new Seen(
                new Subject(
                    row.getString("feature"),
                    new Segment(row.getString("dimension"), row.getString("value"))),
                window(row).orElseThrow()))
        .list();
  }

  private static Optional<MonitoringWindow> window(ResultSet row) throws SQLException {
    String period = row.getString("period");
    return row.wasNull()
        ? Optional.empty()
        : Optional.of(
            new MonitoringWindow(Period.valueOf(period), row.getObject("start", LocalDate.class)));
  }
}
