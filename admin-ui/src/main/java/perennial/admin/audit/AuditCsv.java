package perennial.admin.audit;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import perennial.registry.AuditEntry;
import perennial.registry.AuditLog;
import perennial.registry.AuditLog.AuditFilter;

/** The audit as CSV (RFC 4180), newest first, read from the database while it is sent. */
final class AuditCsv implements Enumeration<InputStream> {
  private static final int PAGE = 1000;
  private static final String HEADER = "id,at,actor,action,subject,detail,reason,hash\r\n";

  /** What a spreadsheet would run as a formula. */
  private static final Pattern FORMULA = Pattern.compile("[=+\\-@\\t\\r].*", Pattern.DOTALL);

  private final AuditLog audit;
  private final AuditFilter filter;
  private long before;
  private @Nullable String next = HEADER;

  private AuditCsv(AuditLog audit, AuditFilter filter) {
    this.audit = audit;
    this.filter = filter;
  }

  static InputStream stream(AuditLog audit, AuditFilter filter) {
    return new SequenceInputStream(new AuditCsv(audit, filter));
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
    next = read();
    return new ByteArrayInputStream(bytes);
  }

  private @Nullable String read() {
    List<AuditEntry> entries = audit.entries(filter, before, PAGE);
    if (entries.isEmpty()) {
      return null;
    }
    before = entries.getLast().id();
    StringBuilder lines = new StringBuilder();
    entries.forEach(e -> lines.append(line(e)));
    return lines.toString();
  }

  private static String line(AuditEntry e) {
    return String.join(
            ",",
            Long.toString(e.id()),
            e.at().toString(),
            cell(e.actor()),
            cell(e.action()),
            cell(e.subject()),
            cell(e.detail()),
            cell(e.reason()),
            e.hash())
        + "\r\n";
  }

  private static String cell(String text) {
    String safe = FORMULA.matcher(text).matches() ? "'" + text : text;
    return '"' + safe.replace("\"", "\"\"") + '"';
  }
}
