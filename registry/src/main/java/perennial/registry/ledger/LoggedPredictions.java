package perennial.registry.ledger;

import org.jdbi.v3.core.Handle;

/** A customer's rows in the prediction log, which erasure deletes in its own transaction. */
final class LoggedPredictions {
  /** Any number, but the same in every process. */
  private static final long LOCK = 0x70657265_6c6f6700L;

  private LoggedPredictions() {}

  /** Nobody is erased until the end of this transaction. */
  static void holdErasures(Handle handle) {
    handle.execute("SELECT pg_advisory_xact_lock_shared(?)", LOCK);
  }

  /** Waits until no rows are on their way into the log; those that come later see who is erased. */
  private static void awaitAppends(Handle handle) {
    handle.execute("SELECT pg_advisory_xact_lock(?)", LOCK);
  }

  /** Returns how many there were. */
  static int delete(Handle handle, String customerId) {
    awaitAppends(handle);
    return handle
        .createUpdate("DELETE FROM prediction_log WHERE customer_id = :id AND customer_id <> ''")
        .bind("id", customerId)
        .execute();
  }
}
