package perennial.registry;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;
import perennial.registry.ledger.ChangedCustomers;
import perennial.registry.ledger.CustomerListener;

/** Hears which customers changed; its first call connects and reports a gap. */
final class PostgresCustomerListener implements CustomerListener {
  private final Notifications notifications;

  PostgresCustomerListener(DataSource source) {
    notifications = new Notifications(source, ChangedCustomers.CHANNEL);
  }

  @Override
  public Changes await(Duration atMost) throws InterruptedException {
    Notifications.Heard heard = notifications.await(atMost);
    Set<String> customers = new HashSet<>();
    boolean gap = heard.gap();
    for (String payload : heard.payloads()) {
      gap |= ChangedCustomers.isEverybody(payload);
      customers.addAll(ChangedCustomers.read(payload));
    }
    return new Changes(Set.copyOf(customers), gap);
  }

  @Override
  public void close() {
    notifications.close();
  }
}
