package perennial.admin.audit;

import java.util.OptionalLong;
import perennial.admin.page.Formats;
import perennial.admin.table.TableQuery;
import perennial.registry.AuditEntry;
import perennial.registry.AuditLog;
import perennial.registry.AuditLog.AuditFilter;

/** Makes {@link AuditPage}. */
public final class AuditView {
  private final AuditLog audit;
  private final ChainState chain;
  private final Formats formats;

  public AuditView(AuditLog audit, ChainState chain, Formats formats) {
    this.audit = audit;
    this.chain = chain;
    this.formats = formats;
  }

  AuditPage read(AuditFilter filter, TableQuery query) {
    ChainState.Verified verified = chain.verified();
    OptionalLong broken = verified.firstBroken();
    boolean filtered = !filter.equals(AuditFilter.NONE);
    return new AuditPage(
        broken.isPresent()
            ? "The audit was tampered with: entry %d does not fit".formatted(broken.getAsLong())
            : "Every change is accounted for: the audit’s chain is whole",
        broken.isPresent() ? "bad" : "ok",
        "Chain verified %s".formatted(formats.clockTime(verified.at())),
        filter.actor(),
        filter.action(),
        filtered,
        AuditTable.TABLE.view(query, AuditTable.listing(audit, filter), e -> row(e, broken)));
  }

  private AuditPage.Row row(AuditEntry e, OptionalLong broken) {
    return new AuditPage.Row(
        Formats.count(e.id()),
        formats.when(e.at()),
        e.actor(),
        e.action(),
        e.subject(),
        e.detail(),
        e.reason(),
        e.hash(),
        e.hash().substring(0, Math.min(8, e.hash().length())),
        broken.isPresent() && broken.getAsLong() == e.id());
  }
}
