package perennial.trainer.transactions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the line that is to blame, so that the error can name it. */
final class BadLine {
  private static final Pattern CSV_ERROR =
      Pattern.compile("CSV Error on Line: (\\d+)\\R(?s:.*?)\\R([A-Z][^\\r\\n]*)\\R");

  private final DuckSession duck;
  private final SourceFile file;
  private final LogFormat format;

  BadLine(DuckSession duck, SourceFile file, LogFormat format) {
    this.duck = duck;
    this.file = file;
    this.format = format;
  }

  /**
   * The error for the first line whose column holds one of these texts.
   *
   * @param rule what the text should be, such as {@code is no number}
   */
  BadInput of(String column, Set<String> texts, String rule) {
    Place place = file.parquet() ? parquetRow(column, texts) : csvLine(column, texts);
    return new BadInput(
        "%s %d of %s: '%s' in column '%s' %s. Nothing was kept: correct or remove the line, then run again"
            .formatted(
                file.parquet() ? "row" : "line",
                place.number,
                file.path().getFileName(),
                place.text,
                column,
                rule));
  }

  private record Place(long number, String text) {}

  private Place parquetRow(String column, Set<String> texts) {
    String in = String.join(", ", texts.stream().map(DuckSession::literal).toList());
    String sql =
        """
        SELECT file_row_number, COALESCE(CAST(%1$s AS VARCHAR), '') FROM read_parquet(%2$s, file_row_number = true)
        WHERE COALESCE(CAST(%1$s AS VARCHAR), '') IN (%3$s) AND %4$s IS NOT NULL
        ORDER BY 1 LIMIT 1
        """
            .formatted(
                DuckSession.identifier(column),
                DuckSession.literal(file.path().toString()),
                in,
                new LineSql(file, format).customer());
    return duck.query(sql, row -> new Place(row.getLong(1) + 1, row.getString(2))).getFirst();
  }

  private Place csvLine(String column, Set<String> texts) {
    CsvHeader header = CsvHeader.read(file.path());
    int customer = header.names().indexOf(format.columns().customer());
    int wanted = header.names().indexOf(column);
    try (CsvRecords records = CsvRecords.open(file.path(), header.delimiter())) {
      Optional<List<String>> record = records.next();
      for (record = records.next(); record.isPresent(); record = records.next()) {
        List<String> fields = record.get();
        if (!fields.get(customer).isBlank() && texts.contains(fields.get(wanted))) {
          return new Place(records.line(), fields.get(wanted));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file.path(), e);
    }
    throw new IllegalStateException(
        "%s no longer holds %s in column '%s': was it changed meanwhile?"
            .formatted(file.path().getFileName(), texts, column));
  }

  /** The error for a file that DuckDB refused to read. */
  static BadInput unreadable(SourceFile file, Exception e) {
    String message = String.valueOf(e.getMessage());
    String name = String.valueOf(file.path().getFileName());
    Matcher matcher = CSV_ERROR.matcher(message);
    if (!matcher.find()) {
      return new BadInput("%s cannot be read: %s".formatted(name, firstLine(message)), e);
    }
    String cause = matcher.group(2);
    if (cause.toLowerCase(Locale.ROOT).contains("unicode")) {
      cause = CsvRecords.NOT_UTF8;
    } else if (cause.startsWith("Expected Number of Columns")) {
      cause =
          cause
              .replace("Expected Number of Columns: ", "the header names ")
              .replace(" Found: ", " columns but the line has ");
    }
    return new BadInput("line %s of %s: %s".formatted(matcher.group(1), name, cause), e);
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse(message);
  }
}
