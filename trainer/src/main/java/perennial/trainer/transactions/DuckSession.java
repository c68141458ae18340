package perennial.trainer.transactions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;

/** One in-process DuckDB with a limit on its memory and a folder of its own to spill to. */
final class DuckSession implements AutoCloseable {
  /** Reads one row. */
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Takes one chunk of a result. */
  interface ChunkReader {
    void read(DuckDBDataChunkReader chunk) throws SQLException;
  }

  private final DuckDBConnection connection;
  private final Path spill;
  private final long memoryLimitBytes;

  private DuckSession(DuckDBConnection connection, Path spill, long memoryLimitBytes) {
    this.connection = connection;
    this.spill = spill;
    this.memoryLimitBytes = memoryLimitBytes;
  }

  /**
   * @param memoryLimit such as {@code 2GB}
   * @throws BadInput when it is no amount of memory
   */
  static DuckSession open(String memoryLimit) {
    long bytes = MemoryAmount.parse(memoryLimit);
    try {
      Path spill = Files.createTempDirectory("perennial-");
      Connection connection = DriverManager.getConnection("jdbc:duckdb:");
      DuckSession session =
          new DuckSession(connection.unwrap(DuckDBConnection.class), spill, bytes);
      session.execute("SET temp_directory = " + literal(spill.toString()));
      session.execute("SET preserve_insertion_order = false");
      session.execute("SET TimeZone = 'UTC'");
      session.execute("SET memory_limit = '%d bytes'".formatted(bytes));
      return session;
    } catch (SQLException e) {
      throw failed("opening DuckDB", e);
    } catch (IOException e) {
      throw new UncheckedIOException("creating a folder for temporary data", e);
    }
  }

  /** Text as an SQL literal. */
  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** A column name as an SQL identifier. */
  static String identifier(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  void execute(String sql) {
    try {
      executeOrThrow(sql);
    } catch (SQLException e) {
      throw failed("reading transactions", e);
    }
  }

  void executeOrThrow(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  <T> List<T> query(String sql, Row<T> reader) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<T> result = new ArrayList<>();
      while (rows.next()) {
        result.add(reader.read(rows));
      }
      return result;
    } catch (SQLException e) {
      throw failed("reading transactions", e);
    }
  }

  /** Hands over a result row by row, without keeping it. */
  void each(String sql, Row<?> reader) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        var unused = reader.read(rows);
      }
    } catch (SQLException e) {
      throw failed("reading transactions", e);
    }
  }

  /** Streams a result by columns: the way to pull millions of rows into primitive arrays. */
  void chunks(String sql, ChunkReader reader) {
    try (DuckDBPreparedStatement statement =
            connection.prepareStatement(sql).unwrap(DuckDBPreparedStatement.class);
        DuckDBChunkedResult result = statement.query()) {
      while (result.nextChunk()) {
        reader.read(result.chunk());
      }
    } catch (SQLException e) {
      throw failed("reading transactions", e);
    }
  }

  /** The limit in bytes. */
  long memoryLimitBytes() {
    return memoryLimitBytes;
  }

  DuckDBConnection connection() {
    return connection;
  }

  static IllegalStateException failed(String attempted, SQLException e) {
    return new IllegalStateException(attempted + " failed: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    try (Stream<Path> left = closeAndWalk()) {
      for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("removing temporary data in " + spill, e);
    }
  }

  private Stream<Path> closeAndWalk() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed("closing DuckDB", e);
    }
    return Files.exists(spill) ? Files.walk(spill) : Stream.empty();
  }
}
