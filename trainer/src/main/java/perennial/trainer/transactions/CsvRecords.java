package perennial.trainer.transactions;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * The records of a CSV file one by one, with the line each starts on (RFC 4180: quotes may hold
 * separators, doubled quotes and line ends). Only headers and error messages go through here; the
 * bulk is DuckDB's.
 */
final class CsvRecords implements Closeable {
  /** What is wrong with bytes of another encoding, after the line. */
  static final String NOT_UTF8 =
      "the text is not UTF-8; convert the file, for example with iconv -t utf-8";

  private static final int GZIP_MAGIC = 0x1f8b;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final InputStream in;
  private final String name;
  private final char delimiter;
  private long nextLine = 1;
  private long line;

  private CsvRecords(InputStream in, String name, char delimiter) {
    this.in = in;
    this.name = name;
    this.delimiter = delimiter;
  }

  static CsvRecords open(Path file, char delimiter) throws IOException {
    return new CsvRecords(bytes(file), String.valueOf(file.getFileName()), delimiter);
  }

  static boolean isGzip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return (in.read() << 8 | in.read()) == GZIP_MAGIC;
    }
  }

  /** The bytes after decompression and without a byte order mark. */
  private static InputStream bytes(Path file) throws IOException {
    InputStream raw = Files.newInputStream(file);
    InputStream plain = isGzip(file) ? new GZIPInputStream(raw, 1 << 16) : raw;
    BufferedInputStream in = new BufferedInputStream(plain, 1 << 16);
    in.mark(BYTE_ORDER_MARK.length);
    if (!Arrays.equals(in.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
      in.reset();
    }
    return in;
  }

  /** Number of the line that the latest record starts on; the first is 1. */
  long line() {
    return line;
  }

  /**
   * The next record that is no blank line.
   *
   * @throws BadInput naming the line when it is not UTF-8
   */
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

  /** In UTF-8 no byte of a longer character is that of a quote or a line end. */
  private Optional<String> readRecord() throws IOException {
    ByteArrayOutputStream record = new ByteArrayOutputStream();
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
      record.write(c);
    }
    return Optional.of(decoded(record));
  }

  private String decoded(ByteArrayOutputStream record) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(record.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new BadInput("line %d of %s: %s".formatted(line, name, NOT_UTF8), e);
    }
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
