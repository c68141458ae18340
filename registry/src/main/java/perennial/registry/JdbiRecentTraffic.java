package perennial.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import perennial.registry.predictionlog.RecentTraffic;
import perennial.registry.predictionlog.Traffic;

/** The newest rows of the prediction log, summed up by the database. */
final class JdbiRecentTraffic implements RecentTraffic {
  static final String NEWEST =
      """
      SELECT asked.model, seen.*, older.at AS older
      FROM unnest(CAST(:models AS text[])) WITH ORDINALITY AS asked (model, place)
      CROSS JOIN LATERAL (
        SELECT count(*) AS logged,
          min(at) AS oldest,
          count(*) FILTER (WHERE unknown) AS of_unknown_share,
          coalesce(sum(weight), 0) AS predictions,
          coalesce(sum(weight) FILTER (WHERE status <> 'OK'), 0) AS failed,
          coalesce(mode() WITHIN GROUP (ORDER BY status) FILTER (WHERE status <> 'OK'), '')
            AS most_failed,
          count(*) FILTER (WHERE status = 'OK') AS answered,
          min(latency_micros) FILTER (WHERE status = 'OK' AND reached >= 0.99 * total)
            AS p99_micros
        FROM (
          SELECT at, status, latency_micros, weight, unknown,
            sum(weight) FILTER (WHERE status = 'OK') OVER (ORDER BY latency_micros) AS reached,
            sum(weight) FILTER (WHERE status = 'OK') OVER () AS total
          FROM (
            SELECT at, status, latency_micros, coalesce(1 / logged_share, 1) AS weight,
              logged_share IS NULL AS unknown
            FROM prediction_log
            WHERE model = asked.model AND at >= :from AND at < :until AND arm <> 'SHADOW'
            ORDER BY at DESC
            FETCH FIRST :most ROWS WITH TIES) newest
        ) ranked
      ) seen
      LEFT JOIN LATERAL (
        SELECT at FROM prediction_log
        WHERE model = asked.model AND at >= :from AND at < seen.oldest AND arm <> 'SHADOW'
        ORDER BY at DESC
        LIMIT 1) older ON true
      ORDER BY asked.place
      """;

  private final Sql sql;

  JdbiRecentTraffic(Sql sql) {
    this.sql = sql;
  }

  @Override
  public List<Traffic> of(Collection<String> models, Instant from, Instant until) {
    return models.isEmpty()
        ? List.of()
        : sql.inTransaction(
            "reading recent traffic",
            handle ->
                handle
                    .createQuery(NEWEST)
                    .bindArray("models", String.class, List.copyOf(models))
                    .bind("from", Sql.time(from))
                    .bind("until", Sql.time(until))
                    .bind("most", MOST_ROWS)
                    .map((row, context) -> traffic(row, from, until))
                    .list());
  }

  private static Traffic traffic(ResultSet row, Instant from, Instant until) throws SQLException {
    long p99 = row.getLong("p99_micros");
    boolean enough = row.getLong("answered") >= Traffic.LEAST_ANSWERS;
    return new Traffic(
        row.getString("model"),
        Sql.optionalInstant(row, "older").orElse(from),
        until,
        row.getLong("logged"),
        row.getLong("of_unknown_share"),
        row.getDouble("predictions"),
        row.getDouble("failed"),
        row.getString("most_failed"),
        enough ? OptionalLong.of(p99) : OptionalLong.empty());
  }
}
