package perennial.trainer.transactions;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipException;
import perennial.model.Traits;

/**
 * Facts about customers from a CSV file with one line each: numbers by column, and the group. About
 * 150 bytes a customer and 8 a number.
 */
public final class CustomerTraits {
  private final String fileName;
  private final List<String> columns;
  private final Map<String, Integer> rows = new HashMap<>();
  private final List<String> groups = new ArrayList<>();
  private final Map<String, Integer> groupNumbers = new HashMap<>();
  private double[][] values;
  private int[] group = new int[0];

  private CustomerTraits(String fileName, List<String> columns) {
    this.fileName = fileName;
    this.columns = columns;
    values = new double[columns.size()][0];
  }

  /**
   * Reads a file whose first line names the columns.
   *
   * @param customerColumn the customers' ids, as in the log; the file's first column when it has no
   *     such column
   * @param columns of numbers
   * @param groupColumn of text
   * @throws BadInput naming line, column and value of what is wrong
   */
  public static CustomerTraits read(
      Path file, String customerColumn, List<String> columns, Optional<String> groupColumn) {
    CsvHeader.requireFile("covariates file", file);
    CsvHeader header = CsvHeader.read(file);
    CustomerTraits traits = new CustomerTraits(String.valueOf(file.getFileName()), columns);
    int id = Math.max(0, header.names().indexOf(customerColumn));
    int[] numbers = columns.stream().mapToInt(name -> traits.column(header, name)).toArray();
    int groupIndex = groupColumn.map(name -> traits.column(header, name)).orElse(-1);
    try (CsvRecords records = CsvRecords.open(file, header.delimiter())) {
      Optional<List<String>> record = records.next();
      for (record = records.next(); record.isPresent(); record = records.next()) {
        traits.add(header, record.get(), records.line(), id, numbers, groupIndex);
      }
    } catch (EOFException | ZipException e) {
      throw CsvHeader.cutOff(file, e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading %s failed: %s".formatted(file, e.getMessage()), e);
    }
    return traits;
  }

  private int column(CsvHeader header, String name) {
    int index = header.names().indexOf(name);
    if (index < 0) {
      throw new BadInput(
          "%s has no column '%s'; its columns are '%s'"
              .formatted(fileName, name, String.join("', '", header.names())));
    }
    if (header.names().lastIndexOf(name) != index) {
      throw new BadInput("%s has two columns named '%s': rename one".formatted(fileName, name));
    }
    return index;
  }

  private void add(
      CsvHeader header, List<String> fields, long line, int id, int[] numbers, int groupIndex) {
    if (fields.size() != header.names().size()) {
      throw new BadInput(
          "line %d of %s has %d fields where the header names %d"
              .formatted(line, fileName, fields.size(), header.names().size()));
    }
    String customer = fields.get(id).strip();
    if (customer.isEmpty()) {
      throw new BadInput("line %d of %s names no customer".formatted(line, fileName));
    }
    int row = rows.size();
    if (rows.put(customer, row) != null) {
      throw new BadInput(
          "line %d of %s: customer '%s' is there twice".formatted(line, fileName, customer));
    }
    grow(row + 1);
    for (int c = 0; c < numbers.length; c++) {
      values[c][row] = number(fields.get(numbers[c]).strip(), columns.get(c), line);
    }
    if (groupIndex >= 0) {
      group[row] = group(fields.get(groupIndex).strip(), header.names().get(groupIndex), line);
    }
  }

  private double number(String text, String column, long line) {
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      value = Double.NaN;
    }
    // Java also reads 1d, 0x1p3 and Infinity: no number of a CSV file ends in a letter.
    if (!Double.isFinite(value) || Character.isLetter(text.charAt(text.length() - 1))) {
      throw new BadInput(
          "line %d of %s: '%s' in column '%s' is no number; give groups as 0 and 1 in columns of their own"
              .formatted(line, fileName, text, column));
    }
    return value;
  }

  private int group(String name, String column, long line) {
    if (name.isEmpty() || name.length() > Traits.MAX_GROUP) {
      throw new BadInput(
          "line %d of %s: column '%s' must name a group in 1 to %d characters, not '%s'"
              .formatted(line, fileName, column, Traits.MAX_GROUP, name));
    }
    return groupNumbers.computeIfAbsent(
        name,
        added -> {
          groups.add(added);
          return groups.size() - 1;
        });
  }

  private void grow(int size) {
    if (size > group.length) {
      int capacity = Math.max(1024, 2 * group.length);
      group = Arrays.copyOf(group, capacity);
      for (int c = 0; c < values.length; c++) {
        values[c] = Arrays.copyOf(values[c], capacity);
      }
    }
  }

  /** The customer's line, from 0; -1 for one who is not in the file. */
  int row(String customer) {
    return rows.getOrDefault(customer, -1);
  }

  /** The number in a column, by its place among the columns asked for. */
  double value(int column, int row) {
    return values[column][row];
  }

  /** The group; empty when no column of groups was asked for. */
  String group(int row) {
    return groups.isEmpty() ? "" : groups.get(group[row]);
  }

  /** The customer as a model wants to know it; empty for one who is not in the file. */
  public Optional<Traits> of(String customer) {
    int row = row(customer);
    if (row < 0) {
      return Optional.empty();
    }
    SortedMap<String, Double> covariates = new TreeMap<>();
    for (int c = 0; c < columns.size(); c++) {
      covariates.put(columns.get(c), values[c][row]);
    }
    return Optional.of(new Traits(covariates, group(row)));
  }

  /** The error for customers of the log who are not in the file. */
  public BadInput missing(long count, String first) {
    return new BadInput(
        "%,d customers of the log are not in %s, the first is '%s': add a line for each"
            .formatted(count, fileName, first));
  }

  List<String> columns() {
    return columns;
  }
}
