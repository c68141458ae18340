package perennial.trainer.transactions;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** Fills table {@code lines} from the input files and refuses values that cannot be understood. */
final class LineLoader {
  private final DuckSession duck;
  private final LogFormat format;
  private final ReadProgress progress;
  private final boolean numbered;
  private final List<SourceFile> files = new ArrayList<>();

  /**
   * @param numbered whether table {@code lines} also has each line's {@code number} in its file and
   *     the texts of its order and its attributes
   */
  LineLoader(DuckSession duck, LogFormat format, ReadProgress progress, boolean numbered) {
    this.duck = duck;
    this.format = format;
    this.progress = progress;
    this.numbered = numbered;
  }

  void load(List<Path> paths, DateParser dates) {
    // All headers first: a wrong column in the last file is known before the first one is read.
    for (Path path : paths) {
      files.add(SourceFile.open(duck, path, format.columns()));
    }
    duck.execute(
        """
        CREATE TABLE lines (file INTEGER, customer VARCHAR, key BIGINT, day DATE,
          date_text VARCHAR, amount %s, kind TINYINT, order_id BIGINT%s)
        """
            .formatted(LineSql.MONEY, numbered ? LineSql.NUMBERED : ""));
    for (int i = 0; i < files.size(); i++) {
      String step = "reading " + files.get(i).path().getFileName();
      progress.at(step, i, files.size());
      load(i);
      progress.at(step, i + 1, files.size());
    }
    refuseBadNumbers();
    SortedMap<Integer, Set<String>> badDates = new DateResolver(duck, dates).resolve();
    for (Map.Entry<Integer, Set<String>> bad : badDates.entrySet()) {
      throw badLine(bad.getKey()).of(format.columns().date(), bad.getValue(), dateRule());
    }
  }

  private void load(int number) {
    SourceFile file = files.get(number);
    try {
      duck.executeOrThrow(
          "INSERT INTO lines " + new LineSql(file, format).select(number, numbered));
    } catch (SQLException e) {
      throw BadLine.unreadable(file, e);
    }
  }

  private void refuseBadNumbers() {
    String bad = "SELECT MIN(file) FROM lines WHERE amount IS NULL AND customer IS NOT NULL";
    duck.query(bad, row -> row.getObject(1) == null ? -1 : row.getInt(1)).stream()
        .filter(file -> file >= 0)
        .forEach(this::refuseNumber);
  }

  private void refuseNumber(int file) {
    LineSql sql = new LineSql(files.get(file), format);
    for (String column : sql.numberColumns()) {
      Set<String> texts = new HashSet<>(duck.query(sql.badNumbers(column), r -> r.getString(1)));
      if (!texts.isEmpty()) {
        throw badLine(file).of(column, texts, "is no number below 10^12");
      }
    }
    throw new BadInput(
        "%s: a quantity times its price is beyond 10^12"
            .formatted(files.get(file).path().getFileName()));
  }

  private BadLine badLine(int file) {
    return new BadLine(duck, files.get(file), format);
  }

  private String dateRule() {
    return format
        .datePattern()
        .map("is no date of the format '%s'"::formatted)
        .orElse("is no ISO 8601 date such as 2026-06-30 (say --date-format for another form)");
  }
}
