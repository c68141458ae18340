package perennial.server.customers;

import java.util.Collection;
import java.util.Map;
import perennial.registry.ledger.CustomerLedger;

/** Where states are read that are not remembered. */
@FunctionalInterface
interface StateSource {
  /**
   * What is known of these customers, each of them answered.
   *
   * @throws perennial.registry.RegistryUnavailable when it cannot be read now
   */
  Map<String, CustomerStates.Known> read(Collection<String> customerIds);

  /** Customers changed, to a revision that nobody told. */
  default void changed(Collection<String> customerIds) {}

  /** A customer changed, to this revision. */
  default void changed(String customerId, long revision) {}

  /** Any customer may have changed. */
  default void anyChanged() {}

  /** The ledger itself. */
  static StateSource of(CustomerLedger ledger) {
    return new LedgerStates(ledger);
  }
}
