package perennial.registry;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What an exception of the database means to a caller. */
final class Failures {
  private Failures() {}

  /**
   * @return {@link RegistryUnavailable}, or {@link IllegalArgumentException} when the database
   *     refused a value. Never the text of a statement's parameters.
   */
  static RuntimeException translated(String attempting, Throwable failure) {
    SQLException sql = sqlException(failure);
    if (sql == null) {
      return new RegistryUnavailable(attempting, failure);
    }
    String state = sql.getSQLState() == null ? "" : sql.getSQLState();
    if (state.startsWith("22")) { // data exception, such as a zero byte in a text
      return new IllegalArgumentException(attempting + ": " + sql.getMessage(), sql);
    }
    return new RegistryUnavailable(attempting, sql);
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
