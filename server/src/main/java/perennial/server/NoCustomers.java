package perennial.server;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import perennial.registry.RegistryUnavailable;
import perennial.registry.ledger.CohortCounts;
import perennial.registry.ledger.CustomerEvent;
import perennial.registry.ledger.CustomerLedger;
import perennial.registry.ledger.CustomerListener;
import perennial.registry.ledger.CustomerState;
import perennial.registry.ledger.Erasure;
import perennial.registry.ledger.LedgerTerms;
import perennial.registry.ledger.RecordedEvents;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.registry.predictionlog.PredictionLog;

/** Stands in until the registry has a ledger and a prediction log: both are away. */
final class NoCustomers {
  static final CustomerStore STORE = new CustomerStore(new Ledger(), new Log());

  private NoCustomers() {}

  static CustomerListener listen() {
    throw away();
  }

  private static RegistryUnavailable away() {
    return new RegistryUnavailable("reading customers", new IllegalStateException("no ledger"));
  }

  private static final class Ledger implements CustomerLedger {
    @Override
    public LedgerTerms settle(LedgerTerms terms) {
      throw away();
    }

    @Override
    public Optional<LedgerTerms> terms() {
      throw away();
    }

    @Override
    public RecordedEvents record(List<CustomerEvent> events) {
      throw away();
    }

    @Override
    public Optional<CustomerState> state(String customerId) {
      throw away();
    }

    @Override
    public Map<String, CustomerState> states(Collection<String> customerIds) {
      throw away();
    }

    @Override
    public void events(String customerId, Consumer<CustomerEvent> each) {
      throw away();
    }

    @Override
    public Erasure erase(String customerId, String actor, String reason) {
      throw away();
    }

    @Override
    public boolean readmit(String customerId, String actor, String reason) {
      throw away();
    }

    @Override
    public void refreshCohorts(Instant notAfter) {
      throw away();
    }

    @Override
    public CohortCounts cohorts() {
      throw away();
    }
  }

  private static final class Log implements PredictionLog {
    @Override
    public void append(List<LoggedPrediction> predictions) {
      throw away();
    }

    @Override
    public void of(String customerId, Consumer<LoggedPrediction> each) {
      throw away();
    }

    @Override
    public int prune(Instant before) {
      throw away();
    }
  }
}
