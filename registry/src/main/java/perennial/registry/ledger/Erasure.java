package perennial.registry.ledger;

/**
 * What was deleted of an erased customer.
 *
 * @param events of the ledger
 * @param predictions of the prediction log
 */
public record Erasure(long events, long predictions) {}
