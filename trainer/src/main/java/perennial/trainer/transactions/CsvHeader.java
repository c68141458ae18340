package perennial.trainer.transactions;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The first line of a CSV file.
 *
 * @param delimiter comma, semicolon, tab or bar: the most frequent of them in the header
 * @param names the column names
 * @param gzip whether the file is compressed
 */
record CsvHeader(char delimiter, List<String> names, boolean gzip) {
  private static final String DELIMITERS = ",;\t|";

  /**
   * @throws BadInput when the file is empty or holds only a header
   */
  static CsvHeader read(Path file) {
    try {
      char delimiter = delimiter(file);
      try (CsvRecords records = CsvRecords.open(file, delimiter)) {
        Optional<List<String>> names = records.next();
        if (names.isEmpty()) {
          throw new BadInput(
              "%s is empty: its first line must name the columns".formatted(file.getFileName()));
        }
        if (records.next().isEmpty()) {
          throw new BadInput(
              "%s has a header and no lines: there is nothing to read"
                  .formatted(file.getFileName()));
        }
        List<String> trimmed = names.get().stream().map(String::strip).toList();
        return new CsvHeader(delimiter, trimmed, CsvRecords.isGzip(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }

  private static char delimiter(Path file) throws IOException {
    try (BufferedReader in = CsvRecords.reader(file)) {
      String first = Optional.ofNullable(in.readLine()).orElse("");
      char best = ',';
      long most = 0;
      for (char candidate : DELIMITERS.toCharArray()) {
        long count = first.chars().filter(c -> c == candidate).count();
        if (count > most) {
          best = candidate;
          most = count;
        }
      }
      return best;
    }
  }
}
