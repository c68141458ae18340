package perennial.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.monitoring.Segment;
import perennial.monitoring.Verdict;
import perennial.registry.monitoring.AccuracyReport;
import perennial.registry.monitoring.MeasurePoint;
import perennial.registry.monitoring.MonitoringStore;
import perennial.registry.monitoring.Subject;
import perennial.registry.monitoring.WindowReport;
import perennial.registry.monitoring.WindowSummary;

/**
 * The measured windows in PostgreSQL. Two writers of one window take turns by the lock of its row.
 */
final class JdbiMonitoringStore implements MonitoringStore {
  private final Sql sql;

  JdbiMonitoringStore(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void save(WindowReport report) {
    String json = Json.write(report);
    sql.run(
        "saving a measured window of " + report.model(),
        handle -> {
          saveWindow(handle, report, json);
          MeasureTable.replace(handle, report);
        });
  }

  private static void saveWindow(Handle handle, WindowReport report, String json) {
    handle
        .createUpdate(
            """
            INSERT INTO monitoring_windows (model, period, start, version, measured_at,
                                            predictions, customers, warnings, alarms, report)
            VALUES (:model, :period, :start, :version, :measuredAt,
                    :predictions, :customers, :warnings, :alarms, :report::json)
            ON CONFLICT (model, period, start, version) DO UPDATE SET
              measured_at = EXCLUDED.measured_at, predictions = EXCLUDED.predictions,
              customers = EXCLUDED.customers, warnings = EXCLUDED.warnings,
              alarms = EXCLUDED.alarms, report = EXCLUDED.report
            """)
        .bind("model", report.model())
        .bind("period", report.window().period())
        .bind("start", report.window().start())
        .bind("version", report.version())
        .bind("measuredAt", Sql.time(report.measuredAt()))
        .bind("predictions", report.predictions())
        .bind("customers", report.customers())
        .bind("warnings", count(report, Verdict.WARN))
        .bind("alarms", count(report, Verdict.ALARM))
        .bind("report", json)
        .execute();
  }

  private static long count(WindowReport report, Verdict verdict) {
    return report.measures().stream()
        .filter(m -> m.verdict() == verdict && m.role().alerts())
        .count();
  }

  @Override
  public Optional<WindowReport> window(String model, MonitoringWindow window) {
    return sql.inTransaction(
            "reading a measured window of " + model,
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT report FROM monitoring_windows
                        WHERE model = :model AND period = :period AND start = :start
                        ORDER BY version DESC LIMIT 1
                        """)
                    .bind("model", model)
                    .bind("period", window.period())
                    .bind("start", window.start())
                    .mapTo(String.class)
                    .findOne())
        .map(json -> Json.read(json, WindowReport.class));
  }

  @Override
  public List<WindowSummary> windows(String model, Period period, LocalDate before, int limit) {
    return sql.inTransaction(
        "listing measured windows of " + model,
        handle ->
            handle
                .createQuery(
                    """
                    SELECT model, version, period, start, measured_at, predictions, customers,
                           warnings, alarms
                    FROM monitoring_windows
                    WHERE model = :model AND period = :period AND start < :before
                    ORDER BY start DESC, version DESC LIMIT :limit
                    """)
                .bind("model", model)
                .bind("period", period)
                .bind("before", before)
                .bind("limit", limit)
                .map(JdbiMonitoringStore::summary)
                .list());
  }

  private static WindowSummary summary(ResultSet row, StatementContext context)
      throws SQLException {
    return new WindowSummary(
        row.getString("model"),
        row.getLong("version"),
        new MonitoringWindow(
            Period.valueOf(row.getString("period")), row.getObject("start", LocalDate.class)),
        Sql.instant(row, "measured_at"),
        row.getLong("predictions"),
        row.getLong("customers"),
        row.getInt("warnings"),
        row.getInt("alarms"));
  }

  @Override
  public List<MeasurePoint> history(
      String model, Period period, String feature, Segment segment, int limit) {
    return sql.inTransaction(
            "reading a feature's past of " + model,
            handle ->
                MeasureTable.newest(handle, model, period, new Subject(feature, segment), limit))
        .reversed();
  }

  @Override
  public void save(AccuracyReport report) {
    saveAll(List.of(report));
  }

  @Override
  public void saveAll(List<AccuracyReport> reports) {
    sql.run(
        "saving accuracies",
        handle -> reports.forEach(report -> AccuracyTable.save(handle, report)));
  }

  @Override
  public Optional<AccuracyReport> accuracy(String model, long version) {
    return AccuracyTable.newest(sql, model, version);
  }

  @Override
  public List<AccuracyReport> accuracies(String model, int limit) {
    return AccuracyTable.newest(sql, model, limit);
  }
}
