package perennial.trainer.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import perennial.model.CustomerHistory;
import perennial.monitoring.FeatureRole;
import perennial.monitoring.MonitoringSettings;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.registry.Database;
import perennial.registry.NewDeployment;
import perennial.registry.ledger.LedgerTerms;
import perennial.registry.monitoring.Alert;
import perennial.registry.monitoring.Alerts.AlertFilter;
import perennial.registry.predictionlog.LoggedPrediction;
import perennial.registry.testing.TestDatabase;
import perennial.trainer.Training;
import perennial.trainer.TrainingProgress;
import perennial.trainer.TrainingSettings;
import perennial.trainer.monitoring.AccuracyJob.Judged;
import perennial.trainer.transactions.LedgerSource;

/** Predictions that were asked for five weeks before the ledger's end. */
class AccuracyAlertTest {
  private static final LocalDate START = LocalDate.of(2024, 1, 1);
  private static final int DAYS = 7 * 60;
  private static final LocalDate ASKED = START.plusDays(DAYS - 36);
  private static final LocalDate END = START.plusDays(DAYS - 1);
  private static final String MODEL = "retail";

  private final Database db = TestDatabase.fresh(Clock.systemUTC());

  @AfterEach
  void close() {
    db.close();
  }

  private Map<String, List<LocalDate>> fill() {
    Optional<LocalDate> never = Optional.empty();
    var terms = db.ledger().settle(new LedgerTerms(Shop.ZONE, "USD"));
    Map<String, List<LocalDate>> bought =
        new Shop(1, 5_000, START, DAYS, never, never, never).record(db.bulkLedger());
    var unused =
        new Training(Clock.systemUTC(), TrainingProgress.NONE)
            .trainAndRegister(
                TrainingSettings.of(TrainingSettings.LEDGER).withHoldoutDays(91),
                new LedgerSource(db.bulkLedger(), terms.timeZone()),
                MODEL,
                "ann",
                db.registry());
    db.registry().deploy(NewDeployment.champion(MODEL, 1, 0, "ann", "the first one"));
    return bought;
  }

  /** Asks about everybody. The caller counts so many purchases too many. */
  private void ask(Map<String, List<LocalDate>> bought, int tooMany) {
    List<LoggedPrediction> rows = new ArrayList<>();
    bought.forEach((customer, days) ->
        Shop.history(days, ASKED)
            .ifPresent(history -> rows.add(row(customer, more(history, tooMany)))));
    db.predictionLog().append(rows);
  }

  private static CustomerHistory more(CustomerHistory history, int tooMany) {
    return tooMany == 0 || history.age() == 0
        ? history
        : new CustomerHistory(
            history.repeatPurchases() + tooMany, history.age(), history.age(), 40);
  }

  private static LoggedPrediction row(String customer, CustomerHistory history) {
    return new LoggedPrediction(
        UUID.nameUUIDFromBytes(customer.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        ASKED.atStartOfDay(Shop.ZONE).toInstant().plusSeconds(60),
        customer,
        MODEL,
        1,
        "CHAMPION",
        "INDIVIDUAL",
        Optional.of(history),
        Optional.empty(),
        50,
        "OK",
        LoggedPrediction.EACH);
  }

  private Judged judge() {
    return new AccuracyJob(db, MonitoringSettings.DEFAULT, Clock.systemUTC()).run(MODEL, END);
  }

  private List<Alert> alerts() {
    return db.alerts().alerts(AlertFilter.NONE, 0, 10);
  }

  @Test
  void run_whatWasSaidIsWhatHappened_raisesNothing() {
    ask(fill(), 0);
    assertEquals(1, judge().reports().size());
    assertEquals(List.of(), alerts());
  }

  @Test
  void run_tooMuchWasPredicted_isAnAlarmOnce() {
    ask(fill(), 4);
    Judged judged = judge();
    Alert alert = alerts().getFirst();
    assertEquals(List.of(alert), judged.news());
    assertEquals(List.of(alert), alerts());
    assertEquals(Features.accuracy(4), alert.feature());
    assertEquals(FeatureRole.CALIBRATION, alert.role());
    assertEquals(Alert.Severity.ALARM, alert.severity());
    MonitoringWindow week = Period.WEEK.containing(END);
    assertEquals(week, alert.lastWindow());
    assertTrue(alert.size() > 1, alert::toString);
    assertTrue(alert.what().startsWith("Purchases over 4 weeks of all customers: "), alert::what);
    assertTrue(alert.what().contains(" predicted against "), alert::what);

    assertEquals(List.of(), judge().news());
    assertEquals(List.of(alert), alerts());
    assertEquals(1, db.monitoring().accuracies(MODEL, 10).size());
  }
}
