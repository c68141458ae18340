package perennial.trainer.transactions;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.ZipException;

/** A small CSV file as a whole: counts of customers rather than their purchases. */
public final class CsvTable {
  private final String name;
  private final List<String> columns;
  private final List<Line> lines = new ArrayList<>();

  private CsvTable(String name, List<String> columns) {
    this.name = name;
    this.columns = columns;
  }

  /**
   * Reads the named columns; others are skipped.
   *
   * @throws BadInput when there is no such file, it is empty, lacks a column, or a line has more or
   *     fewer fields than the header
   */
  public static CsvTable read(Path file, List<String> columns) {
    CsvHeader.requireFile("file", file);
    CsvHeader header = CsvHeader.read(file);
    String name = String.valueOf(file.getFileName());
    int[] places = columns.stream().mapToInt(c -> place(name, header, c)).toArray();
    CsvTable table = new CsvTable(name, columns);
    try (CsvRecords records = CsvRecords.open(file, header.delimiter())) {
      Optional<List<String>> record = records.next();
      for (record = records.next(); record.isPresent(); record = records.next()) {
        List<String> fields = record.get();
        if (fields.size() != header.names().size()) {
          throw new BadInput(
              "line %d of %s: the header names %d columns but the line has %d"
                  .formatted(records.line(), name, header.names().size(), fields.size()));
        }
        List<String> texts = new ArrayList<>();
        for (int place : places) {
          texts.add(fields.get(place).strip());
        }
        table.lines.add(table.new Line(records.line(), texts));
      }
    } catch (EOFException | ZipException e) {
      throw CsvHeader.cutOff(file, e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading %s failed: %s".formatted(file, e.getMessage()), e);
    }
    return table;
  }

  private static int place(String name, CsvHeader header, String column) {
    int place = header.names().indexOf(column);
    if (place < 0) {
      throw new BadInput(
          "%s has no column '%s'; its columns are %s"
              .formatted(
                  name,
                  column,
                  header.names().stream()
                      .map(c -> "'" + c + "'")
                      .collect(Collectors.joining(", "))));
    }
    return place;
  }

  /** The lines below the header, at least one. */
  public List<Line> lines() {
    return lines;
  }

  /** One line; its fields in the order of the columns asked for. */
  public final class Line {
    private final long number;
    private final List<String> texts;

    private Line(long number, List<String> texts) {
      this.number = number;
      this.texts = texts;
    }

    /**
     * @throws BadInput when the field is blank
     */
    public String text(int column) {
      String text = texts.get(column);
      if (text.isEmpty()) {
        throw bad(column, "must not be blank");
      }
      return text;
    }

    /**
     * @throws BadInput when the field is no whole number from 0 to {@code most}
     */
    public int whole(int column, int most) {
      double value = number(column);
      if (!(0 <= value && value <= most && value == Math.rint(value))) {
        throw bad(column, "must be a whole number from 0 to %,d".formatted(most));
      }
      return (int) value;
    }

    /**
     * @throws BadInput when the field is no finite number
     */
    public double number(int column) {
      try {
        double value = Double.parseDouble(texts.get(column));
        if (Double.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        throw new BadInput(said(column, "is no number"), e);
      }
      throw bad(column, "must be finite");
    }

    /** The error for this line and column. */
    public BadInput bad(int column, String rule) {
      return new BadInput(said(column, rule));
    }

    private String said(int column, String rule) {
      return "line %d of %s: '%s' in column '%s' %s"
          .formatted(number, name, texts.get(column), columns.get(column), rule);
    }
  }
}
