package perennial.server;

import perennial.registry.ledger.CustomerLedger;
import perennial.registry.predictionlog.PredictionLog;

/** What is kept of customers in the database. */
record CustomerStore(CustomerLedger ledger, PredictionLog predictions) {}
