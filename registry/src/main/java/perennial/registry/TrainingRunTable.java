package perennial.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import perennial.registry.retraining.NewTrainingRun;
import perennial.registry.retraining.TrainingRun;

/** The training runs, within the caller's transaction. */
final class TrainingRunTable {
  private static final String COLUMNS =
      """
      id, model, state, trigger, alert, actor, reason, settings, requested_at, started_at,
      ended_at, step, done, total, heartbeat, version, outcome
      """;

  private TrainingRunTable() {}

  /** Empty when the model has a run that has not ended. */
  static Optional<TrainingRun> insert(Handle handle, NewTrainingRun run) {
    return handle
        .createQuery(
            """
            INSERT INTO training_runs (model, state, trigger, alert, actor, reason, settings)
            VALUES (:model, 'QUEUED', :trigger, :alert, :actor, :reason, :settings::json)
            ON CONFLICT (model) WHERE ended_at IS NULL DO NOTHING
            RETURNING
            """
                + COLUMNS)
        .bind("model", run.model())
        .bind("trigger", run.trigger().name())
        .bind("alert", nullable(run.alert()))
        .bind("actor", run.actor())
        .bind("reason", run.reason())
        .bind("settings", run.settings())
        .map(TrainingRunTable::trainingRun)
        .findOne();
  }

  static Optional<TrainingRun> claim(Handle handle, String worker) {
    return handle
        .createQuery(
            """
            UPDATE training_runs
            SET state = 'RUNNING', worker = :worker, heartbeat = now(), step = 'starting',
                done = 0, total = 0, started_at = coalesce(started_at, now())
            WHERE id = (SELECT id FROM training_runs WHERE state = 'QUEUED'
                        ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING
            """
                + COLUMNS)
        .bind("worker", worker)
        .map(TrainingRunTable::trainingRun)
        .findOne();
  }

  /** The run if it is this worker's, locked until the transaction ends. */
  static Optional<TrainingRun> claimed(Handle handle, long id, String worker) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                FROM training_runs
                WHERE id = :id AND worker = :worker AND state IN ('RUNNING', 'CANCELLING')
                FOR UPDATE
                """)
        .bind("id", id)
        .bind("worker", worker)
        .map(TrainingRunTable::trainingRun)
        .findOne();
  }

  /** Its state; empty when it is not this worker's. */
  static Optional<TrainingRun.State> progress(
      Handle handle, long id, String worker, String step, long done, long total) {
    return handle
        .createQuery(
            """
            UPDATE training_runs SET step = :step, done = :done, total = :total, heartbeat = now()
            WHERE id = :id AND worker = :worker AND state IN ('RUNNING', 'CANCELLING')
            RETURNING state
            """)
        .bind("id", id)
        .bind("worker", worker)
        .bind("step", RunLogTable.text(step))
        .bind("done", done)
        .bind("total", total)
        .mapTo(TrainingRun.State.class)
        .findOne();
  }

  static void setVersion(Handle handle, long id, long version) {
    handle
        .createUpdate("UPDATE training_runs SET version = :version WHERE id = :id")
        .bind("id", id)
        .bind("version", version)
        .execute();
  }

  /** Of a run that the caller has locked; frees it from its worker. */
  static TrainingRun move(Handle handle, long id, TrainingRun.State state, String outcome) {
    return handle
        .createQuery(
            """
            UPDATE training_runs
            SET state = :state, outcome = :outcome, worker = NULL, heartbeat = NULL,
                ended_at = CASE WHEN :ended THEN now() END
            WHERE id = :id
            RETURNING
            """
                + COLUMNS)
        .bind("id", id)
        .bind("state", state.name())
        .bind("ended", state.ended())
        .bind("outcome", RunLogTable.text(outcome))
        .map(TrainingRunTable::trainingRun)
        .one();
  }

  /** Only of one that is running. */
  static void cancelling(Handle handle, long id) {
    handle
        .createUpdate("UPDATE training_runs SET state = 'CANCELLING' WHERE id = :id")
        .bind("id", id)
        .execute();
  }

  /** A run whose worker has not been heard of, and how often that had happened before. */
  record Silent(TrainingRun run, String worker, int recoveries) {}

  /**
   * Locked until the transaction ends; what another recovery has is left out. While the database
   * was down nobody could be heard of: it must have been up for as long. After its clock was set
   * back, silence is counted from now on.
   */
  static List<Silent> silent(Handle handle, Duration silence) {
    forgetTimesAhead(handle, silence);
    return handle
        .createQuery(
            "SELECT worker, recoveries, "
                + COLUMNS
                + """
                FROM training_runs
                WHERE state IN ('RUNNING', 'CANCELLING')
                  AND heartbeat < now() - make_interval(secs => :seconds)
                  AND (pg_postmaster_start_time() < now() - make_interval(secs => :seconds)
                    OR pg_postmaster_start_time() > now())
                ORDER BY id
                FOR UPDATE SKIP LOCKED
                """)
        .bind("seconds", silence.toMillis() / 1000.0)
        .map((row, context) ->
            new Silent(
                trainingRun(row, context), row.getString("worker"), row.getInt("recoveries")))
        .list();
  }

  private static void forgetTimesAhead(Handle handle, Duration tolerance) {
    handle
        .createUpdate(
            """
            UPDATE training_runs SET heartbeat = now()
            WHERE state IN ('RUNNING', 'CANCELLING')
              AND heartbeat > now() + make_interval(secs => :seconds)
            """)
        .bind("seconds", tolerance.toMillis() / 1000.0)
        .execute();
  }

  static void countRecovery(Handle handle, long id) {
    handle
        .createUpdate("UPDATE training_runs SET recoveries = recoveries + 1 WHERE id = :id")
        .bind("id", id)
        .execute();
  }

  static List<TrainingRun> runs(Handle handle, String model, long before, int limit) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                FROM training_runs
                WHERE (:model = '' OR model = :model) AND (:before = 0 OR id < :before)
                ORDER BY id DESC
                LIMIT :limit
                """)
        .bind("model", model)
        .bind("before", before)
        .bind("limit", limit)
        .map(TrainingRunTable::trainingRun)
        .list();
  }

  static Optional<TrainingRun> run(Handle handle, long id) {
    return run(handle, id, "");
  }

  /** Locked until the transaction ends. */
  static Optional<TrainingRun> lock(Handle handle, long id) {
    return run(handle, id, " FOR UPDATE");
  }

  private static Optional<TrainingRun> run(Handle handle, long id, String lock) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM training_runs WHERE id = :id" + lock)
        .bind("id", id)
        .map(TrainingRunTable::trainingRun)
        .findOne();
  }

  private static @Nullable Long nullable(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  private static TrainingRun trainingRun(ResultSet row, StatementContext context)
      throws SQLException {
    return new TrainingRun(
        row.getLong("id"),
        row.getString("model"),
        TrainingRun.State.valueOf(row.getString("state")),
        TrainingRun.Trigger.valueOf(row.getString("trigger")),
        Sql.optionalLong(row, "alert"),
        row.getString("actor"),
        row.getString("reason"),
        row.getString("settings"),
        Sql.instant(row, "requested_at"),
        Sql.optionalInstant(row, "started_at"),
        Sql.optionalInstant(row, "ended_at"),
        row.getString("step"),
        row.getLong("done"),
        row.getLong("total"),
        Sql.optionalInstant(row, "heartbeat"),
        Sql.optionalLong(row, "version"),
        row.getString("outcome"));
  }
}
