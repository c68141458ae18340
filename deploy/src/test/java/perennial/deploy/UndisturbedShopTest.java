package perennial.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import perennial.deploy.history.HistoryPlan;
import perennial.deploy.history.PastWindows;
import perennial.deploy.history.ShopHistory;
import perennial.monitoring.Period;
import perennial.registry.Database;
import perennial.registry.NewDeployment;
import perennial.registry.monitoring.Alert;
import perennial.registry.monitoring.Alerts.AlertFilter;
import perennial.registry.monitoring.MonitoringStore;
import perennial.registry.testing.TestDatabase;
import perennial.trainer.TrainingProgress;

/** The demo's shop without its planted changes: six months of service in which nothing is said. */
class UndisturbedShopTest {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final String MODEL = Standalone.MODEL;

  @Test
  void noChange_sixMonthsOfWindows_noAlert() {
    HistoryPlan plan =
        HistoryPlan.before(LocalDate.ofInstant(CLOCK.instant(), ZoneOffset.UTC), 20_000)
            .undisturbed();
    try (Database database = TestDatabase.fresh(CLOCK)) {
      long version =
          new ShopHistory(database, plan, CLOCK, TrainingProgress.NONE)
              .seed(MODEL, "test")
              .version();
      var unused =
          database.registry().deploy(NewDeployment.champion(MODEL, version, 0, "test", "first"));
      new PastWindows(database, plan, CLOCK, TrainingProgress.NONE).measure(MODEL);

      assertEquals(
          26, database.monitoring().windows(MODEL, Period.WEEK, MonitoringStore.END, 100).size());
      assertTrue(database.monitoring().accuracy(MODEL, version).isPresent());
      List<String> said =
          database.alerts().alerts(new AlertFilter(MODEL, "", false), 0, 100).stream()
              .map(Alert::what)
              .toList();
      assertEquals(List.of(), said);
    }
  }
}
