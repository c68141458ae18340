package perennial.registry;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import perennial.monitoring.MonitoringWindow;
import perennial.registry.monitoring.Alert;
import perennial.registry.monitoring.AlertNote;
import perennial.registry.monitoring.Alerts;
import perennial.registry.monitoring.Sighting;
import perennial.registry.monitoring.Subject;
import perennial.registry.retraining.AlarmDecision;
import perennial.registry.retraining.TrainingRun;

/** The alerts in PostgreSQL. */
final class JdbiAlerts implements Alerts {
  private static final String WORKER = "worker";

  private final Sql sql;
  private final Clock clock;

  JdbiAlerts(Sql sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  @Override
  public List<Alert> seen(
      String model, MonitoringWindow window, List<Sighting> sightings, Collection<Subject> calm) {
    for (Sighting sighting : sightings) {
      if (!sighting.model().equals(model) || !sighting.window().equals(window)) {
        throw new IllegalArgumentException(
            "sighting of %s in %s among those of %s in %s"
                .formatted(sighting.model(), sighting.window(), model, window));
      }
    }
    return sql.inTransaction(
        "saving the alerts of " + model,
        handle -> {
          AlertThreads threads = new AlertThreads(handle, model, window, now());
          List<Alert> told = threads.seen(sightings, calm);
          told.forEach(alert ->
              publish(handle, threads.isOpened(alert) ? "alert.opened" : "alert.worsened", alert));
          return told;
        });
  }

  private static void publish(Handle handle, String event, Alert alert) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("alert", alert.id());
    data.put("model", alert.model());
    data.put("version", alert.version());
    data.put("severity", alert.severity());
    data.put("feature", alert.feature());
    data.put("segment", alert.segment().text());
    data.put("period", alert.lastWindow().period());
    data.put("start", alert.lastWindow().start());
    data.put("what", alert.what());
    data.put("suggestion", alert.suggestion());
    Outbox.publish(handle, event, data);
  }

  /** As the database keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public List<Alert> alerts(AlertFilter filter, long beforeId, int limit) {
    return sql.inTransaction(
        "listing alerts", handle -> AlertTable.page(handle, filter, beforeId, limit, now()));
  }

  @Override
  public Optional<Alert> alert(long id) {
    return sql.inTransaction("reading alert " + id, handle -> AlertTable.find(handle, id, now()));
  }

  @Override
  public List<AlertNote> notes(long id) {
    return sql.inTransaction("reading the thread of alert " + id, h -> AlertNoteTable.of(h, id));
  }

  @Override
  public List<Seen> seen(String model, LocalDate first, LocalDate last) {
    return sql.inTransaction(
        "reading the windows that showed alerts of " + model,
        h -> AlertNoteTable.seen(h, model, first, last));
  }

  @Override
  public boolean acknowledge(long id, String actor) {
    NewVersionForm.requireActor(actor);
    return sql.inTransaction(
        "acknowledging alert " + id,
        handle -> {
          Optional<Alert> alert = AlertTable.acknowledge(handle, id, actor, now());
          alert.ifPresent(a -> told(handle, a, actor, "acknowledged", "", ""));
          return alert.isPresent();
        });
  }

  @Override
  public boolean mute(long id, Instant until, String actor, String reason) {
    NewVersionForm.requireActor(actor);
    String why = Reasons.require(reason);
    Instant now = now();
    if (!until.isAfter(now)) {
      throw new IllegalArgumentException("until %s is not after now, %s".formatted(until, now));
    }
    return sql.inTransaction(
        "muting alert " + id,
        handle -> {
          Optional<Alert> alert = AlertTable.mute(handle, id, until, now);
          alert.ifPresent(a -> told(handle, a, actor, "muted", "until " + until, why));
          return alert.isPresent();
        });
  }

  /** A person's act: a line of the thread, and an entry of the audit. */
  private void told(
      Handle handle, Alert alert, String actor, String what, String detail, String reason) {
    String line = detail.isEmpty() ? reason : detail + ": " + reason;
    noteOf(handle, alert, actor, what, line);
    JdbiAuditLog.append(
        handle,
        actor,
        "alert " + what,
        alert.model() + " alert " + alert.id(),
        "%s of %s%s"
            .formatted(
                alert.feature(), alert.segment().text(), detail.isEmpty() ? "" : ", " + detail),
        reason);
  }

  /** About the newest window that the thread knows. */
  private void noteOf(Handle handle, Alert alert, String actor, String what, String detail) {
    AlertNoteTable.add(
        handle,
        alert.id(),
        new AlertNote(now(), actor, what, detail, Optional.of(alert.lastWindow())));
  }

  @Override
  public void note(long id, AlertNote note) {
    sql.run("adding to alert " + id, handle -> AlertNoteTable.add(handle, id, note));
  }

  @Override
  public boolean isDecided(long id, MonitoringWindow window) {
    return sql.inTransaction(
        "reading the thread of alert " + id, h -> AlertNoteTable.isDecided(h, id, window));
  }

  @Override
  public Optional<TrainingRun> decide(AlarmDecision decision) {
    NewVersionForm.requireActor(decision.actor());
    decision.run().ifPresent(JdbiTrainingRuns::check);
    return sql.inTransaction(
        "keeping what was decided about the alarms of " + decision.model(),
        handle -> new AlarmDecisions(handle, decision, now()).keep());
  }

  @Override
  public void registered(long trainingRun, long challenger) {
    sql.run(
        "tying a version to the alerts of run " + trainingRun,
        handle ->
            AlertTable.registered(handle, trainingRun, challenger, now())
                .forEach(alert ->
                    noteOf(handle, alert, WORKER, "version registered", "v" + challenger)));
  }
}
