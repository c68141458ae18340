package perennial.registry;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import perennial.model.CustomerHistory;
import perennial.model.HorizonPrediction;
import perennial.model.Traits;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.registry.predictionlog.PredictionLog;

/** The prediction log in PostgreSQL: a partition a day of UTC, made when its first row comes. */
final class JdbiPredictionLog implements PredictionLog {
  private static final int FETCH_ROWS = 1000;
  private static final String COPY =
      "COPY prediction_log (" + PredictionRows.COLUMNS + ") FROM STDIN";
  private static final TypeReference<SortedMap<String, Double>> COVARIATES =
      new TypeReference<>() {};

  private final Sql sql;
  private final Sql patient;
  private final Erased erased;

  /** Tells who was erased. */
  interface Erased {
    /** Those of the customers who were; nobody else is until the handle's transaction ends. */
    Set<String> among(Handle handle, Collection<String> customerIds);
  }

  /**
   * @param patient for reading to somebody who may take the rows slowly
   */
  JdbiPredictionLog(Sql sql, Sql patient, Erased erased) {
    this.sql = sql;
    this.patient = patient;
    this.erased = erased;
  }

  @Override
  public int append(List<LoggedPrediction> predictions) {
    return predictions.isEmpty()
        ? 0
        : sql.inTransaction(
            "logging predictions",
            handle -> {
              List<LoggedPrediction> kept = withoutErased(handle, predictions);
              append(handle, kept);
              return kept.size();
            });
  }

  private List<LoggedPrediction> withoutErased(Handle handle, List<LoggedPrediction> predictions) {
    Set<String> customers = new HashSet<>();
    predictions.forEach(p -> customers.add(p.customerId()));
    customers.remove("");
    if (customers.isEmpty()) {
      return predictions;
    }
    Set<String> gone = erased.among(handle, customers);
    return gone.isEmpty()
        ? predictions
        : predictions.stream().filter(p -> !gone.contains(p.customerId())).toList();
  }

  @Override
  public void of(String customerId, Consumer<LoggedPrediction> each) {
    patient.run(
        "reading a customer's logged predictions",
        handle -> {
          try (Stream<LoggedPrediction> rows = rows(handle, customerId)) {
            for (Iterator<LoggedPrediction> i = rows.iterator(); i.hasNext(); ) {
              each.accept(i.next());
            }
          }
        });
  }

  @Override
  public int prune(Instant before) {
    return sql.inTransaction(
        "dropping old days of the prediction log",
        handle -> {
          // Dropping waits for the whole log; nobody waits behind it for long.
          handle.execute("SET LOCAL lock_timeout = '2s'");
          return handle
              .createQuery("SELECT drop_prediction_days(:before)")
              .bind("before", Sql.time(before))
              .mapTo(Integer.class)
              .one();
        });
  }

  private static void append(Handle handle, List<LoggedPrediction> predictions) {
    TreeSet<LocalDate> days = new TreeSet<>();
    predictions.forEach(p -> days.add(LocalDate.ofInstant(p.at(), ZoneOffset.UTC)));
    for (LocalDate day : days) {
      handle.select("SELECT make_prediction_day(:day)").bind("day", day).mapTo(String.class).list();
    }
    try {
      var unused =
          handle
              .getConnection()
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn(COPY, new ByteArrayInputStream(PredictionRows.of(predictions)));
    } catch (SQLException e) {
      throw Failures.translated("logging predictions", e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private static Stream<LoggedPrediction> rows(Handle handle, String customerId) {
    return handle
        .createQuery(
            "SELECT "
                + PredictionRows.COLUMNS
                + """
                FROM prediction_log
                WHERE customer_id = :customer AND customer_id <> ''
                ORDER BY at, id, arm
                """)
        .bind("customer", customerId)
        .setFetchSize(FETCH_ROWS)
        .map(JdbiPredictionLog::prediction)
        .stream();
  }

  static LoggedPrediction prediction(ResultSet row, StatementContext context) throws SQLException {
    return new LoggedPrediction(
        row.getObject("id", UUID.class),
        Sql.instant(row, "at"),
        row.getString("customer_id"),
        row.getString("model"),
        row.getLong("version"),
        row.getString("arm"),
        row.getString("source"),
        history(row),
        output(row),
        row.getLong("latency_micros"),
        row.getString("status"),
        loggedShare(row));
  }

  private static OptionalDouble loggedShare(ResultSet row) throws SQLException {
    double share = row.getDouble("logged_share");
    return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(share);
  }

  static Optional<CustomerHistory> history(ResultSet row) throws SQLException {
    int repeatPurchases = row.getInt("repeat_purchases");
    if (row.wasNull()) {
      return Optional.empty();
    }
    @Nullable String covariates = row.getString("covariates");
    String group = row.getString("customer_group");
    return Optional.of(
        new CustomerHistory(
            repeatPurchases,
            row.getDouble("recency"),
            row.getDouble("age"),
            row.getDouble("mean_spend"),
            covariates == null && group.isEmpty()
                ? Traits.NONE
                : new Traits(
                    covariates == null
                        ? Traits.NONE.covariates()
                        : Json.read(covariates, COVARIATES),
                    group)));
  }

  private static Optional<LoggedPrediction.Output> output(ResultSet row) throws SQLException {
    double alive = row.getDouble("probability_alive");
    if (row.wasNull()) {
      return Optional.empty();
    }
    Integer[] days = (Integer[]) elements(row, "horizon_days");
    Double[] purchases = (Double[]) elements(row, "expected_purchases");
    Double[] clv = (Double[]) elements(row, "clv");
    List<HorizonPrediction> horizons = new ArrayList<>(days.length);
    for (int i = 0; i < days.length; i++) {
      horizons.add(new HorizonPrediction(days[i], purchases[i], clv[i]));
    }
    return Optional.of(
        new LoggedPrediction.Output(alive, row.getDouble("expected_spend"), List.copyOf(horizons)));
  }

  private static Object[] elements(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    try {
      return (Object[]) array.getArray();
    } finally {
      array.free();
    }
  }
}
