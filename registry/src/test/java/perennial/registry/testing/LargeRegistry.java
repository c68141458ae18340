package perennial.registry.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import perennial.registry.RegistryConfig;

/**
 * Fills a database that has version 1 of a model with very much of everything: versions, customers
 * with their events, logged predictions. The same sizes give the same rows; they are made by the
 * database itself, from numbers that are spread by multiplication.
 */
public final class LargeRegistry implements AutoCloseable {
  /** A number in [0, 1) from {@code i} and a salt. */
  private static final String SPREAD =
      """
      CREATE OR REPLACE FUNCTION spread(i bigint, salt bigint) RETURNS double precision
      LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT ((i * 2654435761 + salt * 40503 + (i >> 7) * 97) % 4294967291)::double precision
          / 4294967291.0
      $$
      """;

  private final Connection connection;
  private final String model;

  private LargeRegistry(Connection connection, String model) {
    this.connection = connection;
    this.model = model;
  }

  /**
   * @param model whose version 1 is registered
   */
  public static LargeRegistry of(RegistryConfig config, String model) throws SQLException {
    Connection connection =
        DriverManager.getConnection(config.jdbcUrl(), config.user(), config.password());
    try (Statement statement = connection.createStatement()) {
      statement.execute(SPREAD);
      statement.execute("SET synchronous_commit = off");
    }
    return new LargeRegistry(connection, model);
  }

  /** Copies of version 1 up to that number, each tenth of them deployed as champion once. */
  public void versions(int versions) throws SQLException {
    run(
        """
        INSERT INTO versions (model, version, family, artifact, artifact_sha256, provenance,
          metrics, report, goldens, registered_at, registered_by)
        SELECT model, n, family, artifact, artifact_sha256, provenance,
          metrics || jsonb_build_object('holdout.mae',
            (metrics ->> 'holdout.mae')::double precision * (.9 + .2 * spread(n, 1))),
          report, goldens, now() - make_interval(hours => ?::int - n::int), 'loader'
        FROM versions, generate_series(2, ?) AS n
        WHERE model = ? AND version = 1
        """,
        versions,
        versions,
        model);
    run(
        """
        INSERT INTO version_attachments (model, version, name, content)
        SELECT model, n, name, content
        FROM version_attachments, generate_series(2, ?) AS n
        WHERE model = ? AND version = 1
        """,
        versions,
        model);
    run("UPDATE models SET latest_version = ? WHERE name = ?", versions, model);
    run(
        """
        INSERT INTO deployments (model, sequence, champion_version, challenger_share, actor, reason,
          deployed_at)
        SELECT ?, s.last + row_number() OVER (ORDER BY n), n, 0, 'loader', 'tenth version',
          now() - make_interval(hours => ?::int - n::int)
        FROM (SELECT coalesce(max(sequence), 0) AS last FROM deployments WHERE model = ?) AS s,
          generate_series(10, ?, 10) AS n
        """,
        model,
        versions,
        model,
        versions);
  }

  /** Customers {@code C0000001} and on, of up to two years, each with three events. */
  public void customers(int customers, LocalDate lastDay) throws SQLException {
    run(
        """
        INSERT INTO ledger_terms (time_zone, currency) VALUES ('Z', 'USD')
        ON CONFLICT DO NOTHING
        """);
    run(
        """
        INSERT INTO events (event_id, customer_id, occurred_at, day, type, amount, currency,
          order_id, channel, device, market, category, feature)
        SELECT 'e' || i || '-' || k, 'C' || lpad(i::text, 7, '0'),
          (d.day + interval '12 hours') AT TIME ZONE 'UTC', d.day, 'PURCHASE',
          round((5 + 95 * spread(i, 10 + k))::numeric, 2), 'USD', '',
          (ARRAY['search', 'email', 'social', 'direct'])[1 + floor(4 * spread(i, 2))::int],
          (ARRAY['mobile', 'desktop'])[1 + floor(2 * spread(i, 3))::int],
          (ARRAY['DE', 'FR', 'GB'])[1 + floor(3 * spread(i, 4))::int],
          (ARRAY['books', 'music', 'games', 'toys'])[1 + floor(4 * spread(i, 5 + k))::int], ''
        FROM generate_series(1, ?) AS i, generate_series(0, 2) AS k,
          LATERAL (SELECT ?::date - 730 + floor(243 * (k + spread(i, 20 + k)))::int AS day) AS d
        """,
        customers,
        lastDay);
    run(
        """
        INSERT INTO customer_days (customer_id, day, purchases, value, lowered, order_lowered)
        SELECT customer_id, day, count(*), sum(amount), 0, 0 FROM events GROUP BY customer_id, day
        """);
    run(
        """
        INSERT INTO customers (customer_id, revision, purchase_days, first_purchase_day,
          last_purchase_day, first_day_value, repeat_value, first_event_at, first_event_day,
          last_event_at, first_purchase_at, channel, device, market, category, event_counts,
          calculated_at)
        SELECT customer_id, nextval('customer_revisions'), count(DISTINCT day), min(day), max(day),
          (array_agg(amount ORDER BY day))[1], sum(amount) - (array_agg(amount ORDER BY day))[1],
          min(occurred_at), min(day), max(occurred_at), min(occurred_at), min(channel),
          min(device), min(market), min(category),
          jsonb_build_object('PURCHASE', count(*)), now()
        FROM events GROUP BY customer_id
        """);
  }

  /**
   * Predictions of the seven days from {@code from} on, of customers as {@link #customers} made
   * them, about ten of each when there are ten times as many.
   */
  public void predictions(long predictions, int customers, LocalDate from) throws SQLException {
    for (int day = 0; day < 7; day++) {
      LocalDate date = from.plusDays(day);
      run("SELECT make_prediction_day(?)", date);
      run(
          """
          INSERT INTO prediction_log (id, at, customer_id, model, version, arm, source,
            repeat_purchases, recency, age, mean_spend, covariates, customer_group,
            probability_alive, expected_spend, horizon_days, expected_purchases, clv,
            latency_micros, status)
          SELECT gen_random_uuid(),
            (?::date + make_interval(secs => 86399 * spread(i, 30))) AT TIME ZONE 'UTC',
            'C' || lpad((1 + floor(? * spread(i, 31 + ?)))::bigint::text, 7, '0'), ?, 1, 'CHAMPION',
            'INDIVIDUAL', floor(6 * spread(i, 32))::int,
            CASE WHEN floor(6 * spread(i, 32)) = 0 THEN 0 ELSE 1 + 99 * spread(i, 33) END,
            101 + 300 * spread(i, 34), 10 + 90 * spread(i, 35), NULL, '', spread(i, 36),
            20 + 60 * spread(i, 37), '{365}', ARRAY[4 * spread(i, 38)], ARRAY[200 * spread(i, 39)],
            50 + (i % 400), 'OK'
          FROM generate_series(1::bigint, ?) AS i
          """,
          date, customers, day, model, predictions / 7);
    }
  }

  /** What the planner needs to know; without it the first pages would be slow. */
  public void analyze() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ANALYZE");
    }
  }

  private void run(String text, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      boolean unused = statement.execute();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
