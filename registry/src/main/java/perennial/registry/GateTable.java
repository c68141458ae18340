package perennial.registry;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import perennial.registry.retraining.GateResult;
import perennial.registry.retraining.ReplayReport;

/** Gates and replays of versions, within the caller's transaction. */
final class GateTable {
  private GateTable() {}

  static void replace(Handle handle, String model, long version, List<GateResult> gates) {
    handle
        .createUpdate("DELETE FROM version_gates WHERE model = :model AND version = :version")
        .bind("model", model)
        .bind("version", version)
        .execute();
    PreparedBatch rows =
        handle.prepareBatch(
            """
            INSERT INTO version_gates (model, version, position, gate, outcome, finding, evidence)
            VALUES (:model, :version, :position, :gate, :outcome, :finding, :evidence::json)
            """);
    for (int i = 0; i < gates.size(); i++) {
      GateResult gate = gates.get(i);
      rows.bind("model", model)
          .bind("version", version)
          .bind("position", i)
          .bind("gate", gate.gate())
          .bind("outcome", gate.outcome().name())
          .bind("finding", gate.finding())
          .bind("evidence", Json.requireObject("evidence of gate " + gate.gate(), gate.evidence()))
          .add();
    }
    if (!gates.isEmpty()) {
      rows.execute();
    }
  }

  static List<GateResult> gates(Handle handle, String model, long version) {
    return handle
        .createQuery(
            """
            SELECT gate, outcome, finding, evidence FROM version_gates
            WHERE model = :model AND version = :version
            ORDER BY position
            """)
        .bind("model", model)
        .bind("version", version)
        .map((row, context) ->
            new GateResult(
                row.getString("gate"),
                GateResult.Outcome.valueOf(row.getString("outcome")),
                row.getString("finding"),
                row.getString("evidence")))
        .list();
  }

  static void put(Handle handle, String model, ReplayReport replay) {
    handle
        .createUpdate(
            """
            INSERT INTO version_replays (model, candidate, champion, report)
            VALUES (:model, :candidate, :champion, :report::json)
            ON CONFLICT (model, candidate, champion)
            DO UPDATE SET report = EXCLUDED.report, saved_at = now()
            """)
        .bind("model", model)
        .bind("candidate", replay.candidate())
        .bind("champion", replay.champion())
        .bind("report", Json.write(replay))
        .execute();
  }

  static Optional<ReplayReport> replay(Handle handle, String model, long candidate) {
    return handle
        .createQuery(
            """
            SELECT report FROM version_replays
            WHERE model = :model AND candidate = :candidate
            ORDER BY saved_at DESC
            LIMIT 1
            """)
        .bind("model", model)
        .bind("candidate", candidate)
        .mapTo(String.class)
        .findOne()
        .map(json -> Json.read(json, ReplayReport.class));
  }
}
