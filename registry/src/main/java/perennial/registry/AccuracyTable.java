package perennial.registry;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import perennial.registry.monitoring.AccuracyReport;

/** What became of predictions, a row a version and day. */
final class AccuracyTable {
  private AccuracyTable() {}

  /** Within the caller's transaction. */
  static void save(Handle handle, AccuracyReport report) {
    handle
        .createUpdate(
            """
            INSERT INTO accuracy_reports (model, version, as_of, measured_at, report)
            VALUES (:model, :version, :asOf, :measuredAt, :report::json)
            ON CONFLICT (model, version, as_of) DO UPDATE SET
              measured_at = EXCLUDED.measured_at, report = EXCLUDED.report
            """)
        .bind("model", report.model())
        .bind("version", report.version())
        .bind("asOf", report.asOf())
        .bind("measuredAt", Sql.time(report.measuredAt()))
        .bind("report", Json.write(report))
        .execute();
  }

  static Optional<AccuracyReport> newest(Sql sql, String model, long version) {
    return sql.inTransaction(
            "reading accuracies of " + model,
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT report FROM accuracy_reports
                        WHERE model = :model AND version = :version
                        ORDER BY as_of DESC LIMIT 1
                        """)
                    .bind("model", model)
                    .bind("version", version)
                    .mapTo(String.class)
                    .findOne())
        .map(json -> Json.read(json, AccuracyReport.class));
  }

  static List<AccuracyReport> newest(Sql sql, String model, int limit) {
    return sql
        .inTransaction(
            "listing accuracies of " + model,
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT report FROM accuracy_reports WHERE model = :model
                        ORDER BY as_of DESC, version DESC LIMIT :limit
                        """)
                    .bind("model", model)
                    .bind("limit", limit)
                    .mapTo(String.class)
                    .list())
        .stream()
        .map(json -> Json.read(json, AccuracyReport.class))
        .toList();
  }
}
