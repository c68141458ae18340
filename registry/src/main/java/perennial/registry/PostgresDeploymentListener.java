package perennial.registry;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on a connection of its own, outside of the pool, and makes a new one when it breaks. */
final class PostgresDeploymentListener implements DeploymentListener {
  private static final Logger log = LoggerFactory.getLogger(PostgresDeploymentListener.class);

  /** The driver's wait cannot be interrupted: it is cut into slices. */
  private static final Duration SLICE = Duration.ofMillis(250);

  private static final int ANSWER_SECONDS = 2;

  private final DataSource source;
  private volatile @Nullable Connection connection;
  private volatile boolean closed;

  /** Listens from now on if the database can be reached, else from some call of {@link #await}. */
  PostgresDeploymentListener(DataSource source) {
    this.source = source;
    try {
      connect();
    } catch (SQLException e) {
      disconnect();
      log.debug("not listening for deployments yet", e);
    }
  }

  @Override
  public boolean await(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    try {
      if (connection == null) {
        connect();
        return true; // something may have been announced while nobody listened
      }
      requireAnswer();
      return waitUntil(deadline);
    } catch (SQLException e) {
      disconnect();
      throw Failures.translated("listening for deployments", e);
    }
  }

  private boolean waitUntil(long deadline) throws SQLException, InterruptedException {
    do {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      long left = (deadline - System.nanoTime()) / 1_000_000;
      // 0 would mean to wait for ever.
      int slice = (int) Math.clamp(left, 1, SLICE.toMillis());
      if (announced(slice)) {
        return true;
      }
    } while (!closed && System.nanoTime() < deadline);
    return false;
  }

  private boolean announced(int milliseconds) throws SQLException {
    Connection current = connection;
    if (current == null) {
      throw new SQLException("the listener is closed", "08003");
    }
    PGNotification @Nullable [] notifications =
        current.unwrap(PGConnection.class).getNotifications(milliseconds);
    return notifications != null && notifications.length > 0;
  }

  /** A connection that was cut silently would wait for ever. */
  private void requireAnswer() throws SQLException {
    Connection current = connection;
    if (current == null || !current.isValid(ANSWER_SECONDS)) {
      throw new SQLException("the database does not answer", "08006");
    }
  }

  private void connect() throws SQLException {
    if (closed) {
      throw new SQLException("the listener is closed", "08003");
    }
    Connection made = source.getConnection();
    connection = made;
    try (Statement statement = made.createStatement()) {
      statement.execute("LISTEN perennial_deployments");
    }
    if (closed) {
      disconnect(); // closed by another thread meanwhile
    }
  }

  private void disconnect() {
    Connection broken = connection;
    connection = null;
    if (broken != null) {
      try {
        broken.close();
      } catch (SQLException e) {
        log.debug("closing a broken connection", e);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    disconnect();
  }
}
