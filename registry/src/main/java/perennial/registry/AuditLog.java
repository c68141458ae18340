package perennial.registry;

import java.util.List;
import java.util.OptionalLong;

/** The append-only, hash-chained record of who changed what. */
public interface AuditLog {
  /** Appends an entry; the time is the database's. */
  AuditEntry append(String actor, String action, String subject, String detail, String reason);

  /** Entries with an id below {@code beforeId} (0: from the newest), newest first. */
  List<AuditEntry> entries(AuditFilter filter, long beforeId, int limit);

  /** The id of the first entry whose hash does not fit; empty when the chain is whole. */
  OptionalLong firstBroken();

  /**
   * What to show; empty strings match everything.
   *
   * @param actor exact
   * @param action exact
   * @param text found in subject, detail or reason, ignoring case
   */
  record AuditFilter(String actor, String action, String text) {
    public static final AuditFilter NONE = new AuditFilter("", "", "");
  }
}
