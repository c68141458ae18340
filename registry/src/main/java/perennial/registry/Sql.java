package perennial.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Runs work in transactions and turns what the database throws into the registry's exceptions. Only
 * for packages below this one; it has no way to be made outside.
 */
public final class Sql {
  private final Jdbi jdbi;

  Sql(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Runs the work in one transaction; all of it happens or nothing.
   *
   * @param attempting what this is, for the message of a failure, such as {@code promoting retail}
   */
  public <T> T inTransaction(String attempting, HandleCallback<T, RuntimeException> work) {
    try {
      return jdbi.inTransaction(work);
    } catch (JdbiException e) {
      throw Failures.translated(attempting, e);
    }
  }

  /** The same for work without a result. */
  public void run(String attempting, Consumer<Handle> work) {
    inTransaction(
        attempting,
        handle -> {
          work.accept(handle);
          return true;
        });
  }

  /** A time as the driver takes it, whatever the time zones of JVM and session. */
  public static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  public static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  static OptionalLong optionalLong(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
