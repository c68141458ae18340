package perennial.trainer.transactions;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBDataChunkReader;

/** Parses the dates that {@link DateSql} left open, once per distinct text. */
final class DateResolver {
  private static final int ENOUGH_BAD = 1000;

  private final DuckSession duck;
  private final DateParser parser;
  private final SortedMap<Integer, Set<String>> bad = new TreeMap<>();

  DateResolver(DuckSession duck, DateParser parser) {
    this.duck = duck;
    this.parser = parser;
  }

  /** Fills every open day of table {@code lines}. Returns texts that are no dates, by file. */
  SortedMap<Integer, Set<String>> resolve() {
    String open = "FROM lines WHERE date_text IS NOT NULL AND customer IS NOT NULL";
    if (duck.query("SELECT 1 " + open + " LIMIT 1", row -> 1).isEmpty()) {
      return bad;
    }
    duck.execute("CREATE TABLE parsed_dates (file INTEGER, date_text VARCHAR, parsed DATE)");
    try (DuckDBAppender parsed = duck.connection().createAppender("parsed_dates")) {
      duck.chunks("SELECT DISTINCT file, date_text " + open, chunk -> parse(chunk, parsed));
    } catch (SQLException e) {
      throw DuckSession.failed("parsing dates", e);
    }
    if (bad.isEmpty()) {
      duck.execute(
          """
          CREATE TABLE resolved AS SELECT l.* REPLACE (COALESCE(l.day, d.parsed) AS day)
          FROM lines l LEFT JOIN parsed_dates d USING (file, date_text)
          """);
      duck.execute("DROP TABLE lines");
      duck.execute("ALTER TABLE resolved RENAME TO lines");
    }
    duck.execute("DROP TABLE parsed_dates");
    return bad;
  }

  private void parse(DuckDBDataChunkReader chunk, DuckDBAppender parsed) throws SQLException {
    for (long row = 0; row < chunk.rowCount(); row++) {
      int file = chunk.vector(0).getInt(row);
      String text = chunk.vector(1).getString(row);
      Optional<LocalDate> day = parser.parse(text);
      if (day.isPresent()) {
        parsed.beginRow().append(file).append(text).append(day.get()).endRow();
      } else {
        Set<String> texts = bad.computeIfAbsent(file, f -> new HashSet<>());
        if (texts.size() < ENOUGH_BAD) {
          texts.add(text);
        }
      }
    }
  }
}
