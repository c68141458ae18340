package perennial.admin.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import perennial.registry.AuditLog;

/**
 * Whether the audit's hash chain is whole. Verifying reads every entry, so the answer is kept for a
 * while.
 */
public final class ChainState {
  private static final Duration KEPT = Duration.ofSeconds(30);

  private final AuditLog audit;
  private final Clock clock;
  private volatile @Nullable Verified last;

  /** The answer and when it was found. */
  record Verified(OptionalLong firstBroken, Instant at) {}

  public ChainState(AuditLog audit, Clock clock) {
    this.audit = audit;
    this.clock = clock;
  }

  /** At most half a minute old. Two callers at once may both verify, which does no harm. */
  Verified verified() {
    Verified known = last;
    Instant now = clock.instant();
    if (known == null || known.at().plus(KEPT).isBefore(now)) {
      known = new Verified(audit.firstBroken(), now);
      last = known;
    }
    return known;
  }
}
