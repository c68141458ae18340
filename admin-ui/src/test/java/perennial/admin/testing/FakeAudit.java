package perennial.admin.testing;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import perennial.registry.AuditEntry;
import perennial.registry.AuditLog;

/** An audit in memory whose chain can be broken. */
public final class FakeAudit implements AuditLog {
  private final List<AuditEntry> entries = new ArrayList<>();
  private final Clock clock;
  private volatile OptionalLong broken = OptionalLong.empty();

  public FakeAudit(Clock clock) {
    this.clock = clock;
  }

  /** Verification fails at this entry from now on. */
  public void breakAt(long id) {
    broken = OptionalLong.of(id);
  }

  @Override
  public synchronized AuditEntry append(
      String actor, String action, String subject, String detail, String reason) {
    long id = entries.size() + 1L;
    String hash = HexFormat.of().toHexDigits(id * 0x9E3779B97F4A7C15L).repeat(4);
    AuditEntry entry =
        new AuditEntry(id, clock.instant(), actor, action, subject, detail, reason, hash);
    entries.addFirst(entry);
    return entry;
  }

  @Override
  public synchronized List<AuditEntry> entries(AuditFilter f, long before, int limit) {
    String text = f.text().toLowerCase(Locale.ROOT);
    return entries.stream()
        .filter(e -> before == 0 || e.id() < before)
        .filter(e -> f.actor().isEmpty() || f.actor().equals(e.actor()))
        .filter(e -> f.action().isEmpty() || f.action().equals(e.action()))
        .filter(e ->
            (e.subject() + "\n" + e.detail() + "\n" + e.reason())
                .toLowerCase(Locale.ROOT)
                .contains(text))
        .limit(limit)
        .toList();
  }

  @Override
  public OptionalLong firstBroken() {
    return broken;
  }
}
