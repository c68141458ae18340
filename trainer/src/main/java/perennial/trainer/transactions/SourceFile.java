package perennial.trainer.transactions;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * One input file as DuckDB sees it.
 *
 * @param relation SQL that reads the file
 * @param types of its columns, in their order
 */
record SourceFile(Path path, boolean parquet, String relation, SequencedMap<String, String> types) {
  /**
   * @throws BadInput when the file is empty, or a column is missing
   */
  static SourceFile open(DuckSession duck, Path path, Columns columns) {
    SourceFile file = isParquet(path) ? parquet(duck, path) : csv(path);
    for (String name : columns.names()) {
      if (!file.types.containsKey(name)) {
        throw new BadInput(
            "%s has no column '%s'; its columns are %s"
                .formatted(
                    path.getFileName(),
                    name,
                    file.types.keySet().stream()
                        .map(c -> "'" + c + "'")
                        .collect(Collectors.joining(", "))));
      }
    }
    return file;
  }

  boolean isText(String column) {
    return "VARCHAR".equals(types.get(column));
  }

  private static boolean isParquet(Path path) {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(".parquet");
  }

  private static SourceFile parquet(DuckSession duck, Path path) {
    String relation = "read_parquet(%s)".formatted(DuckSession.literal(path.toString()));
    SequencedMap<String, String> types = new LinkedHashMap<>();
    try {
      duck.query(
          "DESCRIBE SELECT * FROM " + relation,
          row -> types.put(row.getString("column_name"), row.getString("column_type")));
    } catch (IllegalStateException e) {
      throw new BadInput("%s is no Parquet file".formatted(path.getFileName()), e);
    }
    return new SourceFile(path, true, relation, types);
  }

  private static SourceFile csv(Path path) {
    CsvHeader header = CsvHeader.read(path);
    SequencedMap<String, String> types = new LinkedHashMap<>();
    for (String name : header.names()) {
      if (types.put(name, "VARCHAR") != null) {
        throw new BadInput(
            "%s has two columns named '%s': rename one".formatted(path.getFileName(), name));
      }
    }
    String relation =
        """
        read_csv(%s, auto_detect = false, header = true, delim = %s, quote = '"', escape = '"',
          compression = '%s', columns = {%s})\
        """
            .formatted(
                DuckSession.literal(path.toString()),
                DuckSession.literal(String.valueOf(header.delimiter())),
                header.gzip() ? "gzip" : "none",
                header.names().stream()
                    .map(c -> DuckSession.literal(c) + ": 'VARCHAR'")
                    .collect(Collectors.joining(", ")));
    return new SourceFile(path, false, relation, types);
  }
}
