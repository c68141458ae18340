package perennial.admin.alerts;

import java.util.function.IntSupplier;
import perennial.registry.monitoring.Alert;
import perennial.registry.monitoring.Alerts;
import perennial.registry.monitoring.Alerts.AlertFilter;

/** How many alerts wait for somebody, for the navigation. */
public final class OpenAlerts implements IntSupplier {
  private static final int COUNTED = 200;

  private final Alerts alerts;

  public OpenAlerts(Alerts alerts) {
    this.alerts = alerts;
  }

  @Override
  public int getAsInt() {
    return (int)
        alerts.alerts(new AlertFilter("", "", true), 0, COUNTED).stream()
            .filter(a -> a.state() == Alert.State.OPEN)
            .count();
  }
}
