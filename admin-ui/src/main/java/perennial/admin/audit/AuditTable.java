package perennial.admin.audit;

import perennial.admin.table.Column;
import perennial.admin.table.Listing;
import perennial.admin.table.Table;
import perennial.registry.AuditEntry;
import perennial.registry.AuditLog;
import perennial.registry.AuditLog.AuditFilter;

/** The table of the audit. */
final class AuditTable {
  static final Table<AuditEntry> TABLE =
      Table.of(
          "entry",
          "entries",
          Column.number("id", "No.", AuditEntry::id),
          Column.text("at", "When", AuditEntry::at),
          Column.text("actor", "Who", AuditEntry::actor),
          Column.text("action", "Did", AuditEntry::action),
          Column.text("subject", "To", AuditEntry::subject),
          Column.text("detail", "Detail and reason", AuditEntry::detail),
          Column.hidden("reason", AuditEntry::reason),
          Column.text("hash", "Hash", AuditEntry::hash));

  private AuditTable() {}

  static Listing<AuditEntry> listing(AuditLog audit, AuditFilter filter) {
    return new Listing<>((before, limit) -> audit.entries(filter, before, limit), AuditEntry::id);
  }
}
