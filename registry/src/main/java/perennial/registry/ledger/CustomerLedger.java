package perennial.registry.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The events of all customers and the state of each. Safe for any number of threads and processes.
 * Every method throws {@link perennial.registry.RegistryUnavailable} when the database cannot be
 * reached; nothing is half done then.
 */
public interface CustomerLedger {
  /**
   * Settles time zone and currency, which can never change once the ledger has them.
   *
   * @return what holds
   * @throws IllegalStateException naming both, when the ledger has other ones
   * @throws IllegalArgumentException when it has none yet, and ISO 4217 has no such currency
   */
  LedgerTerms settle(LedgerTerms terms);

  /** What holds; empty before {@link #settle}. */
  Optional<LedgerTerms> terms();

  /**
   * Records events and derives the states of their customers, in one transaction. Announces the
   * customers that changed to {@link CustomerListener}s.
   *
   * @param events at most 1,000
   * @throws IllegalStateException before {@link #settle}
   */
  RecordedEvents record(List<CustomerEvent> events);

  /** The customer's state; empty for one that never did anything. */
  Optional<CustomerState> state(String customerId);

  /** The states of those that the ledger knows, by id. */
  Map<String, CustomerState> states(Collection<String> customerIds);

  /** The customer's events in the order of their times, one by one. */
  void events(String customerId, Consumer<CustomerEvent> each);

  /**
   * Forgets a customer: events, days, state and logged predictions; refuses later events by a keyed
   * hash of the id. Announced like a change.
   *
   * @param reason for the audit, 1 to 1,000 characters
   */
  Erasure erase(String customerId, String actor, String reason);

  /**
   * Takes events of an erased customer again.
   *
   * @return false when the customer was not erased
   */
  boolean readmit(String customerId, String actor, String reason);

  /**
   * Recounts the cohorts from the customers' states, unless another process did so after {@code
   * notAfter}.
   */
  void refreshCohorts(Instant notAfter);

  /** The cohorts as last counted. */
  CohortCounts cohorts();
}
