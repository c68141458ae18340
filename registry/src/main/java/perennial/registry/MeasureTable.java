package perennial.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import perennial.monitoring.DriftMeasure;
import perennial.monitoring.Period;
import perennial.monitoring.Verdict;
import perennial.registry.monitoring.MeasurePoint;
import perennial.registry.monitoring.Subject;
import perennial.registry.monitoring.WindowReport;

/** The measures of each window, within the caller's transaction. */
final class MeasureTable {
  private MeasureTable() {}

  static void replace(Handle handle, WindowReport report) {
    handle
        .createUpdate(
            """
            DELETE FROM monitoring_measures
            WHERE model = :model AND period = :period AND start = :start AND version = :version
            """)
        .bind("model", report.model())
        .bind("period", report.window().period())
        .bind("start", report.window().start())
        .bind("version", report.version())
        .execute();
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO monitoring_measures (model, period, feature, dimension, value, start,
              version, customers, statistic, psi, psi_null_95, mean, effect_on_clv, verdict)
            VALUES (:model, :period, :feature, :dimension, :value, :start,
              :version, :customers, :statistic, :psi, :psiNull95, :mean, :effect, :verdict)
            """);
    report.measures().forEach(measure -> add(batch, report, measure));
    if (!report.measures().isEmpty()) {
      batch.execute();
    }
  }

  private static void add(PreparedBatch batch, WindowReport report, DriftMeasure measure) {
    batch
        .bind("model", report.model())
        .bind("period", report.window().period())
        .bind("feature", measure.feature())
        .bind("dimension", measure.segment().dimension())
        .bind("value", measure.segment().value())
        .bind("start", report.window().start())
        .bind("version", report.version())
        .bind("customers", measure.customers())
        .bind("statistic", measure.statistic())
        .bind("psi", boxed(measure.psi()))
        .bind("psiNull95", boxed(measure.psiNull95()))
        .bind("mean", boxed(measure.mean()))
        .bind("effect", boxed(measure.effectOnClv()))
        .bind("verdict", measure.verdict())
        .add();
  }

  private static @Nullable Double boxed(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  static List<MeasurePoint> newest(
      Handle handle, String model, Period period, Subject subject, int limit) {
    return handle
        .createQuery(
            """
            SELECT start, version, customers, statistic, psi, psi_null_95, mean, effect_on_clv,
                   verdict
            FROM monitoring_measures
            WHERE model = :model AND period = :period AND feature = :feature
              AND dimension = :dimension AND value = :value
            ORDER BY start DESC, version DESC LIMIT :limit
            """)
        .bind("model", model)
        .bind("period", period)
        .bind("feature", subject.feature())
        .bind("dimension", subject.segment().dimension())
        .bind("value", subject.segment().value())
        .bind("limit", limit)
        .map(MeasureTable::point)
        .list();
  }

  private static MeasurePoint point(ResultSet row, StatementContext context) throws SQLException {
    return new MeasurePoint(
        row.getObject("start", LocalDate.class),
        row.getLong("version"),
        row.getLong("customers"),
        row.getDouble("statistic"),
        optional(row, "psi"),
        optional(row, "psi_null_95"),
        optional(row, "mean"),
        optional(row, "effect_on_clv"),
        Verdict.valueOf(row.getString("verdict")));
  }

  private static OptionalDouble optional(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
