package perennial.server.serving;

import java.util.Optional;
import perennial.registry.ledger.Attributes;
import perennial.registry.ledger.CustomerState;

/**
 * A customer who is asked about by id.
 *
 * @param attributes that the request gives; they count where the ledger knows nothing
 * @param state what the ledger knows; empty for a customer it has never seen
 */
public record Customer(String id, Attributes attributes, Optional<CustomerState> state) {}
