package perennial.server.customers;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import perennial.registry.ledger.CustomerState;

/** The states of customers, from memory where they are remembered. Safe for any thread. */
public interface CustomerStates {
  /**
   * What the ledger knows of a customer.
   *
   * @param state empty for a customer it has never seen
   */
  record Known(Optional<CustomerState> state) {
    public static final Known NOTHING = new Known(Optional.empty());
  }

  /** What is remembered; null when it must be loaded. Touches memory only. */
  @Nullable Known remembered(String customerId);

  /**
   * Remembered or loaded; may wait for the network.
   *
   * @throws perennial.registry.RegistryUnavailable when it is not remembered and cannot be loaded
   */
  Known load(String customerId);

  /** The same for many, in as few steps as possible. */
  Map<String, Known> loadAll(Collection<String> customerIds);

  /** Forgets what is remembered of a customer who changed, to this revision. */
  void changed(String customerId, long revision);
}
