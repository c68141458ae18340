package perennial.admin.table;

import io.micronaut.http.MediaType;
import io.micronaut.http.server.types.files.StreamedFile;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * CSV (RFC 4180) that is made while it is sent. Text is always quoted, and what a spreadsheet would
 * run as a formula gets an apostrophe in front; numbers and times are written as they are.
 */
public final class Csv implements Enumeration<InputStream> {
  private static final MediaType TYPE = MediaType.of("text/csv; charset=utf-8");
  private static final Pattern FORMULA =
      Pattern.compile("\\s*[=+\\-@].*|[\\t\\r\\n].*", Pattern.DOTALL);

  private final Supplier<List<List<@Nullable Object>>> pages;
  private @Nullable String next;

  private Csv(List<String> header, Supplier<List<List<@Nullable Object>>> pages) {
    this.pages = pages;
    this.next = String.join(",", header) + "\r\n";
  }

  /**
   * Lines that are read a page at a time.
   *
   * @param pages the next lines; none at the end
   */
  public static InputStream paged(
      List<String> header, Supplier<List<List<@Nullable Object>>> pages) {
    return new SequenceInputStream(new Csv(header, pages));
  }

  /** Lines that are at hand. */
  public static InputStream of(List<String> header, List<List<@Nullable Object>> lines) {
    StringBuilder text = new StringBuilder(String.join(",", header)).append("\r\n");
    lines.forEach(line -> text.append(line(line)));
    return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** A download of that name. */
  public static StreamedFile file(String name, InputStream csv) {
    return new StreamedFile(csv, TYPE).attach(name);
  }

  @Override
  public boolean hasMoreElements() {
    return next != null;
  }

  @Override
  public InputStream nextElement() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    byte[] bytes = next.getBytes(StandardCharsets.UTF_8);
    List<List<@Nullable Object>> lines = pages.get();
    next = lines.isEmpty() ? null : lines.stream().map(Csv::line).collect(Collectors.joining());
    return new ByteArrayInputStream(bytes);
  }

  private static String line(List<@Nullable Object> cells) {
    return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String cell(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case String text -> quoted(text);
      case Enum<?> word -> quoted(word.name());
      default -> value.toString();
    };
  }

  private static String quoted(String text) {
    String safe = FORMULA.matcher(text).matches() ? "'" + text : text;
    return '"' + safe.replace("\"", "\"\"") + '"';
  }
}
