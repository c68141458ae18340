package perennial.registry;

import java.time.Duration;
import javax.sql.DataSource;

/** Hears that some deployment changed; whose it was does not matter. */
final class PostgresDeploymentListener implements DeploymentListener {
  private final Notifications notifications;

  /** Listens from now on if the database can be reached, else from some call of {@link #await}. */
  PostgresDeploymentListener(DataSource source) {
    notifications = new Notifications(source, "perennial_deployments");
    notifications.tryConnecting();
  }

  @Override
  public boolean await(Duration atMost) throws InterruptedException {
    Notifications.Heard heard = notifications.await(atMost);
    return heard.gap() || !heard.payloads().isEmpty();
  }

  @Override
  public void close() {
    notifications.close();
  }
}
