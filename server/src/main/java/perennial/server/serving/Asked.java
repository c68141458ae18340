package perennial.server.serving;

import java.time.LocalDate;
import java.util.Optional;
import perennial.model.CustomerHistory;

/**
 * One request for a prediction as it reached a served model: all that is needed to score it again.
 *
 * @param given the history that the request brought; empty when it asks by id
 * @param customer who is asked about; empty likewise
 * @param today that a state is censored by
 * @param startNanos when a version was asked, by {@link System#nanoTime}
 * @param arrivedNanos when the call came, likewise; before its customer was loaded
 */
public record Asked(
    ServedModel served,
    PredictionQuery query,
    Optional<CustomerHistory> given,
    Optional<Customer> customer,
    LocalDate today,
    long startNanos,
    long arrivedNanos) {

  /**
   * The input as this version takes it; empty when nothing is known of the customer, or when the
   * version counts other purchases in the mean spend than the given history does.
   */
  public Optional<CustomerHistory> history(ServedVersion version) {
    if (customer.isEmpty()) {
      return version.spendOrders() == served.champion().spendOrders() ? given : Optional.empty();
    }
    return customer
        .get()
        .state()
        .flatMap(state -> CustomerPredictions.history(version, state, today));
  }

  /** The id; empty for a request that brought its history. */
  public String customerId() {
    return customer.map(Customer::id).orElse("");
  }
}
