package perennial.server;

import java.util.Optional;
import perennial.registry.ledger.CustomerLedger;
import perennial.registry.monitoring.EventQuality;
import perennial.registry.predictionlog.PredictionLog;

/**
 * What is kept of customers in the database.
 *
 * @param quality where events are counted; empty for a server whose events nobody watches
 */
record CustomerStore(
    CustomerLedger ledger, PredictionLog predictions, Optional<EventQuality> quality) {
  /** One that does not count events. */
  CustomerStore(CustomerLedger ledger, PredictionLog predictions) {
    this(ledger, predictions, Optional.empty());
  }
}
