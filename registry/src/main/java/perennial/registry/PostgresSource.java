package perennial.registry;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * Connections of the PostgreSQL driver, asked for directly: the way by {@link
 * java.sql.DriverManager} starts every driver on the class path, and that of DuckDB starts the
 * flight recorder.
 */
final class PostgresSource extends PGSimpleDataSource {
  private static final long serialVersionUID = 1;

  @Override
  public Connection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    Properties who = new Properties();
    if (user != null) {
      who.setProperty("user", user);
    }
    if (password != null) {
      who.setProperty("password", password);
    }
    String url = getUrl();
    Connection connection = new Driver().connect(url, who);
    if (connection == null) {
      throw new PSQLException(
          "not a URL of PostgreSQL: " + url, PSQLState.CONNECTION_UNABLE_TO_CONNECT);
    }
    return connection;
  }
}
