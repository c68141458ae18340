package perennial.registry.scheduling;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections for the scheduler, which is made to wait while the database is away instead of
 * failing at every turn.
 */
final class PatientSource implements DataSource, AutoCloseable {
  private final DataSource source;
  private final Duration between;
  private final Reachability reachability;
  private final CountDownLatch closed = new CountDownLatch(1);

  PatientSource(DataSource source, Duration between, Reachability reachability) {
    this.source = source;
    this.between = between;
    this.reachability = reachability;
  }

  @Override
  public Connection getConnection() throws SQLException {
    while (true) {
      try {
        Connection connection = source.getConnection();
        reachability.answered();
        return connection;
      } catch (SQLException e) {
        reachability.missed(e);
        if (closesMeanwhile()) {
          throw e;
        }
      }
    }
  }

  private boolean closesMeanwhile() {
    try {
      return closed.await(between.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Whoever waits is let go, with the failure. */
  @Override
  public void close() {
    closed.countDown();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return source.getConnection(user, password);
  }

  @Override
  public @Nullable PrintWriter getLogWriter() throws SQLException {
    return source.getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    source.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    source.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return source.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return source.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return source.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return source.isWrapperFor(type);
  }
}
