package perennial.trainer.monitoring;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import perennial.model.BtydModel;
import perennial.model.Traits;
import perennial.registry.ledger.BulkLedger.Standing;
import perennial.registry.monitoring.PredictionWindows.SeenCustomer;

/**
 * What is known of customers beside their purchases. Their group is an attribute of the ledger;
 * covariates come with requests only, and are taken from the prediction log, of an even part of the
 * customers when they are many. For one thread.
 */
final class CustomerFacts {
  private static final int MOST_CUSTOMERS = 200_000;

  private final String groupColumn;
  private final boolean needsCovariates;
  private final Map<String, SortedMap<String, Double>> covariates = new HashMap<>();

  /** Ids whose hash has one of these bits are left out. */
  private int leftOut;

  CustomerFacts(BtydModel model) {
    this.groupColumn = model.groups().column();
    this.needsCovariates = !model.covariateNames().isEmpty();
  }

  /** Whether the model asks for more than the ledger knows. */
  boolean needCovariates() {
    return needsCovariates;
  }

  void add(SeenCustomer seen) {
    SortedMap<String, Double> own = seen.history().traits().covariates();
    if (own.isEmpty() || (hash(seen.customerId()) & leftOut) != 0) {
      return;
    }
    covariates.put(seen.customerId(), own);
    if (covariates.size() > MOST_CUSTOMERS) {
      leftOut = 2 * leftOut + 1;
      covariates.keySet().removeIf(id -> (hash(id) & leftOut) != 0);
    }
  }

  private static int hash(String id) {
    int hash = 0x9e3779b9 * id.hashCode();
    return hash ^ (hash >>> 16); // ids in a row differ in few bits
  }

  Traits of(Standing standing) {
    SortedMap<String, Double> own =
        covariates.getOrDefault(standing.customerId(), Traits.NONE.covariates());
    String group = standing.acquisition().named(groupColumn);
    return own.isEmpty() && group.isEmpty() ? Traits.NONE : new Traits(own, group);
  }
}
