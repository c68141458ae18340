package perennial.trainer.transactions;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * The records of a CSV file one by one, with the line each starts on (RFC 4180: quotes may hold
 * separators, doubled quotes and line ends). Only headers and error messages go through here; the
 * bulk is DuckDB's.
 */
final class CsvRecords implements Closeable {
  private static final int GZIP_MAGIC = 0x1f8b;

  private final BufferedReader in;
  private final char delimiter;
  private long nextLine = 1;
  private long line;

  private CsvRecords(BufferedReader in, char delimiter) {
    this.in = in;
    this.delimiter = delimiter;
  }

  static CsvRecords open(Path file, char delimiter) throws IOException {
    return new CsvRecords(reader(file), delimiter);
  }

  static boolean isGzip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return (in.read() << 8 | in.read()) == GZIP_MAGIC;
    }
  }

  static BufferedReader reader(Path file) throws IOException {
    InputStream raw = Files.newInputStream(file);
    InputStream bytes = isGzip(file) ? new GZIPInputStream(raw, 1 << 16) : raw;
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8), 1 << 16);
    reader.mark(1);
    if (reader.read() != '\uFEFF') {
      reader.reset();
    }
    return reader;
  }

  /** Number of the line that the latest record starts on; the first is 1. */
  long line() {
    return line;
  }

  /** The next record that is no blank line. */
  Optional<List<String>> next() throws IOException {
    while (true) {
      line = nextLine;
      Optional<String> text = readRecord();
      if (text.isEmpty()) {
        return Optional.empty();
      }
      if (!text.get().isEmpty()) {
        return Optional.of(split(text.get()));
      }
    }
  }

  private Optional<String> readRecord() throws IOException {
    StringBuilder record = new StringBuilder();
    boolean quoted = false;
    int c = in.read();
    if (c < 0) {
      return Optional.empty();
    }
    for (; c >= 0; c = in.read()) {
      if (c == '\r' && !quoted) {
        continue;
      }
      if (c == '\n') {
        nextLine++;
        if (!quoted) {
          break;
        }
      }
      quoted ^= c == '"';
      record.append((char) c);
    }
    return Optional.of(record.toString());
  }

  private List<String> split(String record) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < record.length(); i++) {
      char c = record.charAt(i);
      if (c == '"') {
        boolean doubled = quoted && i + 1 < record.length() && record.charAt(i + 1) == '"';
        if (doubled) {
          field.append(c);
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (c == delimiter && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
