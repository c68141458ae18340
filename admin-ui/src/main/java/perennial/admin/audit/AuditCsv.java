package perennial.admin.audit;

import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import perennial.admin.table.Csv;
import perennial.registry.AuditEntry;
import perennial.registry.AuditLog;
import perennial.registry.AuditLog.AuditFilter;

/** The audit as CSV, newest first, read from the database while it is sent. */
final class AuditCsv implements Supplier<List<List<@Nullable Object>>> {
  private static final int PAGE = 1000;
  private static final List<String> HEADER =
      List.of("id", "at", "actor", "action", "subject", "detail", "reason", "hash");

  private final AuditLog audit;
  private final AuditFilter filter;
  private long before;

  private AuditCsv(AuditLog audit, AuditFilter filter) {
    this.audit = audit;
    this.filter = filter;
  }

  static InputStream stream(AuditLog audit, AuditFilter filter) {
    return Csv.paged(HEADER, new AuditCsv(audit, filter));
  }

  @Override
  public List<List<@Nullable Object>> get() {
    List<AuditEntry> entries = audit.entries(filter, before, PAGE);
    before = entries.isEmpty() ? before : entries.getLast().id();
    return entries.stream().map(AuditCsv::line).toList();
  }

  private static List<@Nullable Object> line(AuditEntry e) {
    return Arrays.asList(
        e.id(), e.at(), e.actor(), e.action(), e.subject(), e.detail(), e.reason(), e.hash());
  }
}
