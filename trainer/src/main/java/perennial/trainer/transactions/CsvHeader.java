package perennial.trainer.transactions;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

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
    } catch (EOFException | ZipException e) {
      throw cutOff(file, e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading %s failed: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * @param what kind of file, for the error
   * @throws BadInput when there is no such file
   */
  static void requireFile(String what, Path file) {
    if (file.toString().isBlank()) {
      throw new BadInput("the name of the %s is blank".formatted(what));
    }
    if (Files.isDirectory(file)) {
      throw new BadInput("%s is a folder: name a file".formatted(file));
    }
    if (!Files.isRegularFile(file)) {
      throw new BadInput("no %s %s".formatted(what, file));
    }
  }

  /** The error for a compressed file that is no whole one. */
  static BadInput cutOff(Path file, IOException e) {
    return new BadInput(
        "%s is damaged or cut off: it cannot be decompressed (%s)"
            .formatted(file.getFileName(), e.getMessage()),
        e);
  }

  private static char delimiter(Path file) throws IOException {
    // Without a delimiter the first record is one field.
    String first;
    try (CsvRecords records = CsvRecords.open(file, '\0')) {
      first = records.next().map(List::getFirst).orElse("");
    }
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
