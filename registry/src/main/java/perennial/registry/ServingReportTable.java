package perennial.registry;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** The latest word of each server about each model, within the caller's transaction. */
final class ServingReportTable {
  private ServingReportTable() {}

  static void put(Handle handle, ServingReport report) {
    handle
        .createUpdate(
            """
            INSERT INTO serving_reports (server, model, deployment_sequence, serving_version, state,
                                         detail, reported_at, received_at)
            VALUES (:server, :model, :sequence, :version, :state, :detail, :reported, now())
            ON CONFLICT (server, model) DO UPDATE
            SET deployment_sequence = excluded.deployment_sequence,
                serving_version = excluded.serving_version,
                state = excluded.state,
                detail = excluded.detail,
                reported_at = excluded.reported_at,
                received_at = excluded.received_at
            """)
        .bind("server", report.server())
        .bind("model", report.model())
        .bind("sequence", report.deploymentSequence())
        .bind("version", report.servingVersion())
        .bind("state", report.state().name())
        .bind("detail", report.detail())
        .bind("reported", Sql.time(report.reportedAt()))
        .execute();
  }

  /** Servers come and go under new names; the database's clock may have been ahead. */
  static void forgetOld(Handle handle) {
    handle.execute(
        """
        DELETE FROM serving_reports
        WHERE received_at < now() - interval '1 day' OR received_at > now() + interval '1 day'
        """);
  }

  /** Those received within the last minute by the database's clock, by server and model. */
  static List<ServingReport> recent(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT server, model, deployment_sequence, serving_version, state, detail, reported_at
            FROM serving_reports
            WHERE received_at > now() - interval '1 minute'
              AND received_at <= now() + interval '1 minute' -- not of a clock that was ahead
            ORDER BY server, model
            """)
        .map((row, context) ->
            new ServingReport(
                row.getString("server"),
                row.getString("model"),
                row.getLong("deployment_sequence"),
                row.getLong("serving_version"),
                ServingReport.State.valueOf(row.getString("state")),
                row.getString("detail"),
                Sql.instant(row, "reported_at")))
        .list();
  }
}
