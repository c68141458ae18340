package perennial.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import perennial.registry.ledger.Attributes;
import perennial.registry.monitoring.PredictionWindows;

/**
 * Windows of the prediction log in PostgreSQL. The database sorts the window's rows by customer and
 * time, on its disk when they are many, and hands over the first of each customer.
 */
final class JdbiPredictionWindows implements PredictionWindows {
  private static final int FETCH_ROWS = 10_000;

  /** Of one query at a time; the rest of a sort goes to the disk. */
  private static final String SORT_MEMORY = "SET LOCAL work_mem = '128MB'";

  private final Sql patient;

  JdbiPredictionWindows(Sql patient) {
    this.patient = patient;
  }

  @Override
  public long latest(String model, Instant from, Instant to, Consumer<SeenCustomer> each) {
    return patient.inTransaction(
        "reading a window of the prediction log",
        handle -> {
          handle.execute(SORT_MEMORY);
          latestRows(handle, model, from, to, each);
          return count(handle, model, from, to);
        });
  }

  private static void latestRows(
      Handle handle, String model, Instant from, Instant to, Consumer<SeenCustomer> each) {
    try (Stream<SeenCustomer> rows =
        handle
            .createQuery(
                """
                SELECT DISTINCT ON (customer_id COLLATE "C")
                  customer_id, at, repeat_purchases, recency, age, mean_spend, covariates,
                  customer_group
                FROM prediction_log
                WHERE model = :model AND at >= :from AND at < :to AND arm <> 'SHADOW'
                  AND customer_id <> '' AND repeat_purchases IS NOT NULL
                ORDER BY customer_id COLLATE "C", at DESC
                """)
            .bind("model", model)
            .bind("from", Sql.time(from))
            .bind("to", Sql.time(to))
            .setFetchSize(FETCH_ROWS)
            .map((row, context) -> seen(row))
            .stream()) {
      rows.forEach(each);
    }
  }

  private static long count(Handle handle, String model, Instant from, Instant to) {
    return handle
        .createQuery(
            """
            SELECT count(*) FROM prediction_log
            WHERE model = :model AND at >= :from AND at < :to AND arm <> 'SHADOW'
            """)
        .bind("model", model)
        .bind("from", Sql.time(from))
        .bind("to", Sql.time(to))
        .mapTo(Long.class)
        .one();
  }

  private static SeenCustomer seen(ResultSet row) throws SQLException {
    return new SeenCustomer(
        row.getString("customer_id"),
        Sql.instant(row, "at"),
        JdbiPredictionLog.history(row).orElseThrow());
  }

  @Override
  public List<Long> versions(String model, Instant from, Instant to) {
    return patient.inTransaction(
        "reading which versions answered",
        handle ->
            handle
                .createQuery(
                    """
                    SELECT DISTINCT version FROM prediction_log
                    WHERE model = :model AND at >= :from AND at < :to AND version > 0
                    ORDER BY version
                    """)
                .bind("model", model)
                .bind("from", Sql.time(from))
                .bind("to", Sql.time(to))
                .mapTo(Long.class)
                .list());
  }

  @Override
  public void matured(
      String model,
      long version,
      LocalDate first,
      LocalDate end,
      int days,
      ZoneId zone,
      Consumer<Matured> each) {
    patient.run(
        "reading matured predictions",
        handle -> {
          handle.execute(SORT_MEMORY);
          try (Stream<Matured> rows = maturedRows(handle, model, version, first, end, days, zone)) {
            rows.forEach(each);
          }
        });
  }

  private static Stream<Matured> maturedRows(
      Handle handle,
      String model,
      long version,
      LocalDate first,
      LocalDate end,
      int days,
      ZoneId zone) {
    return handle
        .createQuery(
            """
            SELECT p.customer_id, p.at, p.repeat_purchases, p.recency, p.age, p.mean_spend,
                   p.covariates, p.customer_group, c.channel, c.device, c.market, c.category,
                   d.purchase_days, d.net_value
            FROM (
              SELECT DISTINCT ON (customer_id COLLATE "C")
                customer_id, at, repeat_purchases, recency, age, mean_spend, covariates,
                customer_group, CAST(at AT TIME ZONE :zone AS date) AS day
              FROM prediction_log
              WHERE model = :model AND version = :version AND arm <> 'SHADOW'
                AND at >= :from AND at < :to
                AND customer_id <> '' AND repeat_purchases IS NOT NULL
              ORDER BY customer_id COLLATE "C", at) p
            JOIN customers c ON c.customer_id = p.customer_id
            CROSS JOIN LATERAL (
              SELECT count(*) FILTER (WHERE purchases > 0) AS purchase_days,
                coalesce(sum(value - lowered - order_lowered), 0)::float8 AS net_value
              FROM customer_days
              WHERE customer_id = p.customer_id AND day > p.day AND day <= p.day + :days) d
            """)
        .bind("model", model)
        .bind("version", version)
        .bind("zone", zone.getId())
        .bind("from", Sql.time(first.atStartOfDay(zone).toInstant()))
        .bind("to", Sql.time(end.atStartOfDay(zone).toInstant()))
        .bind("days", days)
        .setFetchSize(FETCH_ROWS)
        .map((row, context) ->
            new Matured(
                seen(row),
                new Attributes(
                    row.getString("channel"),
                    row.getString("device"),
                    row.getString("market"),
                    row.getString("category")),
                row.getInt("purchase_days"),
                row.getDouble("net_value")))
        .stream();
  }
}
