package perennial.server;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import perennial.registry.Accounts;
import perennial.registry.Database;
import perennial.registry.DeploymentListener;
import perennial.registry.ModelRegistry;
import perennial.registry.ledger.CustomerListener;

/**
 * What the server needs of the registry.
 *
 * @param time the database's
 */
record Backend(
    ModelRegistry registry,
    Accounts accounts,
    Supplier<DeploymentListener> listener,
    CustomerStore store,
    Supplier<CustomerListener> customerListener,
    String identity,
    Clock time) {

  static Backend of(Database database) {
    return new Backend(
        database.registry(),
        database.accounts(),
        database::listen,
        new CustomerStore(
            database.ledger(), database.predictionLog(), Optional.of(database.eventQuality())),
        database::listenCustomers,
        database.identity(),
        database.time());
  }
}
