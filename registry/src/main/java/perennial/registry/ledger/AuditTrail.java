package perennial.registry.ledger;

import org.jdbi.v3.core.Handle;

/** Writes audit entries within the caller's transaction, as its last statement. */
@FunctionalInterface
public interface AuditTrail {
  /** Returns the entry, in which nobody here is interested. */
  Object append(
      Handle handle, String actor, String action, String subject, String detail, String reason);
}
