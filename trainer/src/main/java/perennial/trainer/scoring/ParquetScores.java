package perennial.trainer.scoring;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import perennial.model.CustomerHistory;
import perennial.model.HorizonPrediction;
import perennial.model.Horizons;
import perennial.model.Interval;
import perennial.model.Prediction;

/** Scores as Parquet, through DuckDB. */
final class ParquetScores implements ScoreFile {
  private final Path file;
  private final DuckDBConnection duck;
  private final DuckDBAppender rows;

  ParquetScores(Path file, Horizons horizons, double level) throws IOException {
    this.file = file;
    StringBuilder columns =
        new StringBuilder(
            "customer VARCHAR, repeat_purchases INTEGER, recency INTEGER, age INTEGER,"
                + " mean_spend DOUBLE, probability_alive DOUBLE, expected_spend DOUBLE");
    for (int i = 0; i < horizons.count(); i++) {
      int days = horizons.days(i);
      columns.append(", expected_purchases_%dd DOUBLE, clv_%dd DOUBLE".formatted(days, days));
      if (level > 0) {
        for (String what : new String[] {"purchases", "clv"}) {
          columns.append(
              ", %s_lower_%dd DOUBLE, %s_upper_%dd DOUBLE".formatted(what, days, what, days));
        }
      }
    }
    try {
      duck = DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
      execute("SET preserve_insertion_order = true");
      execute("CREATE TABLE scores (" + columns + ")");
      rows = duck.createAppender("scores");
    } catch (SQLException e) {
      throw new IOException("preparing " + file, e);
    }
  }

  @Override
  public void write(String customer, CustomerHistory history, Prediction prediction)
      throws IOException {
    try {
      rows.beginRow()
          .append(customer)
          .append(history.repeatPurchases())
          .append((int) history.recency())
          .append((int) history.age())
          .append(history.meanSpend())
          .append(prediction.probabilityAlive())
          .append(prediction.expectedSpend());
      for (HorizonPrediction horizon : prediction.horizons()) {
        rows.append(horizon.expectedPurchases()).append(horizon.clv());
        if (horizon.purchasesUncertainty().isPresent() && horizon.clvUncertainty().isPresent()) {
          append(horizon.purchasesUncertainty().get().predictive());
          append(horizon.clvUncertainty().get().predictive());
        }
      }
      rows.endRow();
    } catch (SQLException e) {
      throw new IOException("writing " + file, e);
    }
  }

  private void append(Interval interval) throws SQLException {
    rows.append(interval.lower()).append(interval.upper());
  }

  @Override
  public void close() throws IOException {
    try (DuckDBConnection closing = duck) {
      rows.close();
      execute("COPY scores TO '%s' (FORMAT parquet)".formatted(file.toString().replace("'", "''")));
    } catch (SQLException e) {
      throw new IOException("writing " + file, e);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = duck.createStatement()) {
      statement.execute(sql);
    }
  }
}
