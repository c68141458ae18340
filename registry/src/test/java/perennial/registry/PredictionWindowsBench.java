package perennial.registry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Jdbi;
import perennial.registry.testing.TestDatabase;

/**
 * How long one pass over a week of the prediction log takes, and in how much memory; run by hand.
 * Arguments: rows, customers.
 */
final class PredictionWindowsBench {
  private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

  private PredictionWindowsBench() {}

  public static void main(String[] arguments) {
    long rows = Long.parseLong(arguments[0]);
    long customers = Long.parseLong(arguments[1]);
    RegistryConfig config = TestDatabase.freshConfig();
    try (Database db = Database.open(config, Clock.systemUTC())) {
      Instant start = Instant.now();
      fill(config, rows, customers);
      System.out.printf("%,d rows written in %s%n", rows, since(start));
      for (int round = 0; round < 2; round++) {
        pass(db);
      }
    }
  }

  private static void fill(RegistryConfig config, long rows, long customers) {
    new Sql(Jdbi.create(Database.dataSource(config, 0)))
        .run(
            "filling the log",
            handle -> {
              for (int day = 0; day < 7; day++) {
                handle
                    .select("SELECT make_prediction_day(:day)")
                    .bind("day", MONDAY.plusDays(day))
                    .mapTo(String.class)
                    .list();
              }
              handle
                  .createUpdate(
                      """
                      INSERT INTO prediction_log (id, at, customer_id, model, version, arm, source,
                        repeat_purchases, recency, age, mean_spend, customer_group,
                        probability_alive, expected_spend, horizon_days, expected_purchases, clv,
                        latency_micros, status)
                      SELECT gen_random_uuid(),
                        CAST(:start AS timestamptz) + random() * interval '6.99 days',
                        'customer-' || floor(random() * :customers)::bigint, 'retail', 1,
                        'CHAMPION', 'INDIVIDUAL', 3, 20.0, 90.0, 41.5, '', 0.7, 41.5,
                        ARRAY[365], ARRAY[4.2], ARRAY[170.0], 55, 'OK'
                      FROM generate_series(1, :rows)
                      """)
                  .bind("start", Sql.time(MONDAY.atStartOfDay().toInstant(ZoneOffset.UTC)))
                  .bind("customers", customers)
                  .bind("rows", rows)
                  .execute();
            });
  }

  private static void pass(Database db) {
    Instant start = Instant.now();
    long[] seen = {0};
    long[] most = {0};
    long predictions =
        db.predictionWindows()
            .latest(
                "retail",
                MONDAY.atStartOfDay().toInstant(ZoneOffset.UTC),
                MONDAY.plusDays(7).atStartOfDay().toInstant(ZoneOffset.UTC),
                customer -> {
                  if (seen[0]++ % 100_000 == 0) {
                    Runtime runtime = Runtime.getRuntime();
                    most[0] = Math.max(most[0], runtime.totalMemory() - runtime.freeMemory());
                  }
                });
    System.out.printf(
        "%,d predictions of %,d customers read in %s, at most %,d MiB of this process%n",
        predictions, seen[0], since(start), most[0] >> 20);
  }

  private static String since(Instant start) {
    return Duration.between(start, Instant.now()).toMillis() / 1000.0 + " s";
  }
}
