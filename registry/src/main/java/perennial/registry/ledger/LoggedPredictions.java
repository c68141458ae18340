package perennial.registry.ledger;

import org.jdbi.v3.core.Handle;

/** A customer's rows in the prediction log, which erasure deletes in its own transaction. */
final class LoggedPredictions {
  private LoggedPredictions() {}

  /** Returns how many there were. */
  static int delete(Handle handle, String customerId) {
    return handle
        .createUpdate("DELETE FROM prediction_log WHERE customer_id = :id AND customer_id <> ''")
        .bind("id", customerId)
        .execute();
  }
}
