package perennial.server.customers;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import perennial.registry.ledger.CustomerLedger;
import perennial.registry.ledger.CustomerState;
import perennial.server.customers.CustomerStates.Known;

/** States as the ledger has them now: one query for however many. */
record LedgerStates(CustomerLedger ledger) implements StateSource {
  @Override
  public Map<String, Known> read(Collection<String> customerIds) {
    if (customerIds.size() == 1) {
      String id = customerIds.iterator().next();
      return Map.of(id, known(ledger.state(id)));
    }
    Map<String, CustomerState> states = ledger.states(List.copyOf(customerIds));
    Map<String, Known> read = HashMap.newHashMap(customerIds.size());
    for (String id : customerIds) {
      @Nullable CustomerState state = states.get(id);
      read.put(id, known(Optional.ofNullable(state)));
    }
    return read;
  }

  private static Known known(Optional<CustomerState> state) {
    return state.isEmpty() ? Known.NOTHING : new Known(state);
  }
}
