package perennial.registry;

import java.time.Instant;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.registry.predictionlog.LoggedRequests;

/** The log's requests, read through a cursor. */
final class JdbiLoggedRequests implements LoggedRequests {
  private static final int FETCH_ROWS = 5_000;

  private final Sql patient;

  JdbiLoggedRequests(Sql patient) {
    this.patient = patient;
  }

  @Override
  public void newest(String model, Instant from, Instant until, Consumer<LoggedPrediction> each) {
    patient.run(
        "reading the logged requests of " + model,
        handle -> {
          try (Stream<LoggedPrediction> rows = rows(handle, model, from, until)) {
            for (Iterator<LoggedPrediction> i = rows.iterator(); i.hasNext(); ) {
              each.accept(i.next());
            }
          }
        });
  }

  private static Stream<LoggedPrediction> rows(
      Handle handle, String model, Instant from, Instant until) {
    return handle
        .createQuery(
            "SELECT DISTINCT ON (customer_id COLLATE \"C\") "
                + PredictionRows.COLUMNS
                + """
                FROM prediction_log
                WHERE model = :model AND at >= :from AND at < :until
                  AND customer_id <> '' AND arm <> 'SHADOW' AND source = 'INDIVIDUAL'
                  AND status = 'OK' AND repeat_purchases IS NOT NULL
                ORDER BY customer_id COLLATE "C", at DESC, id
                """)
        .bind("model", model)
        .bind("from", Sql.time(from))
        .bind("until", Sql.time(until))
        .setFetchSize(FETCH_ROWS)
        .map(JdbiPredictionLog::prediction)
        .stream();
  }
}
