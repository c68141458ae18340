package perennial.registry;

import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an exception of the database means to a caller. */
final class Failures {
  /**
   * Classes of SQL states that pass: connection, transaction rolled back, out of resources,
   * operator intervention, system error.
   */
  private static final Set<String> OUTAGES = Set.of("08", "40", "53", "57", "58");

  /** A primary that became a standby. */
  private static final String READ_ONLY = "25006";

  private Failures() {}

  /**
   * @return {@link RegistryUnavailable} when trying again later may help; {@link
   *     IllegalArgumentException} when the database refused a value; else {@link
   *     IllegalStateException}. Never the text of a statement's parameters, nor the row that it was
   *     about: connections leave that out of their messages.
   */
  static RuntimeException translated(String attempting, Throwable failure) {
    SQLException sql = sqlException(failure);
    if (sql == null) {
      return wrong(attempting, failure);
    }
    String state = sql.getSQLState() == null ? "" : sql.getSQLState();
    if (state.startsWith("22")) { // data exception, such as a zero byte in a text
      return new IllegalArgumentException(attempting + ": " + sql.getMessage(), sql);
    }
    return isOutage(state) || isPoolTimeout(failure)
        ? new RegistryUnavailable(attempting, said(sql))
        : wrong(attempting, sql);
  }

  /** The driver does not say which host nobody knows. */
  private static SQLException said(SQLException failure) {
    return failure.getCause() instanceof UnknownHostException host
        ? new SQLException("there is no host " + host.getMessage(), failure.getSQLState(), failure)
        : failure;
  }

  private static boolean isOutage(String state) {
    return state.isEmpty() // the pool's own: waited in vain, closed, interrupted
        || OUTAGES.contains(state.substring(0, Math.min(2, state.length())))
        || state.equals(READ_ONLY);
  }

  private static boolean isPoolTimeout(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLTransientConnectionException) {
        return true;
      }
    }
    return false;
  }

  private static IllegalStateException wrong(String attempting, Throwable failure) {
    return new IllegalStateException(attempting + " failed: " + failure.getMessage(), failure);
  }

  /** The innermost one says most: a pool's own only says that it waited. */
  private static @Nullable SQLException sqlException(Throwable failure) {
    SQLException found = null;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql) {
        found = sql;
      }
    }
    return found;
  }
}
