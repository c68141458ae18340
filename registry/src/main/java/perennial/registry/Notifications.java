package perennial.registry;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to one channel on a connection of its own, outside of the pool, and makes a new one when
 * it breaks. For one thread, but for {@link #close}.
 */
final class Notifications implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Notifications.class);

  /** The driver's wait cannot be interrupted: it is cut into slices. */
  private static final Duration SLICE = Duration.ofMillis(250);

  private static final int ANSWER_SECONDS = 2;

  private final DataSource source;
  private final String channel;
  private volatile @Nullable Connection connection;
  private volatile boolean closed;

  /** Listens from the first call of {@link #await} on, or of {@link #tryConnecting}. */
  Notifications(DataSource source, String channel) {
    this.source = source;
    this.channel = channel;
  }

  /** Listens from now on if the database can be reached. */
  void tryConnecting() {
    try {
      connect();
    } catch (SQLException e) {
      disconnect();
      log.debug("not listening to {} yet", channel, e);
    }
  }

  /**
   * What was heard.
   *
   * @param payloads in the order of their commits
   * @param gap the connection was made just now: something may have been announced before
   */
  record Heard(List<String> payloads, boolean gap) {}

  /**
   * Waits for an announcement; connects when it must.
   *
   * @return nothing heard when there was none in that time
   * @throws RegistryUnavailable when the connection is lost; the next call makes a new one
   */
  Heard await(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    try {
      if (connection == null) {
        connect();
        return new Heard(List.of(), true);
      }
      requireAnswer();
      return new Heard(waitUntil(deadline), false);
    } catch (SQLException e) {
      disconnect();
      throw Failures.translated("listening to " + channel, e);
    }
  }

  private List<String> waitUntil(long deadline) throws SQLException, InterruptedException {
    do {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      long left = (deadline - System.nanoTime()) / 1_000_000;
      // 0 would mean to wait for ever.
      int slice = (int) Math.clamp(left, 1, SLICE.toMillis());
      List<String> payloads = announced(slice);
      if (!payloads.isEmpty()) {
        return payloads;
      }
    } while (!closed && System.nanoTime() < deadline);
    return List.of();
  }

  private List<String> announced(int milliseconds) throws SQLException {
    Connection current = connection;
    if (current == null) {
      throw new SQLException("the listener is closed", "08003");
    }
    PGNotification @Nullable [] notifications =
        current.unwrap(PGConnection.class).getNotifications(milliseconds);
    return notifications == null
        ? List.of()
        : Stream.of(notifications).map(PGNotification::getParameter).toList();
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
      statement.execute("LISTEN " + channel);
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
