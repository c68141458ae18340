package perennial.registry.ledger;

import org.jdbi.v3.core.Handle;

/** A customer's rows in the prediction log, which erasure deletes in its own transaction. */
final class LoggedPredictions {
  private LoggedPredictions() {}

  /** Returns how many there were; none while the schema has no such log. */
  static int delete(Handle handle, String customerId) {
    boolean logged =
        handle
            .createQuery("SELECT to_regclass('prediction_log') IS NOT NULL")
            .mapTo(Boolean.class)
            .one();
    return logged
        ? handle
            .createUpdate("DELETE FROM prediction_log WHERE customer_id = :id")
            .bind("id", customerId)
            .execute()
        : 0;
  }
}
