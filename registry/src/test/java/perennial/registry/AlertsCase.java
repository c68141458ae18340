package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import perennial.monitoring.FeatureRole;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.monitoring.Segment;
import perennial.registry.monitoring.Alert;
import perennial.registry.monitoring.Alert.Severity;
import perennial.registry.monitoring.AlertNote;
import perennial.registry.monitoring.Alerts;
import perennial.registry.monitoring.Alerts.AlertFilter;
import perennial.registry.monitoring.Sighting;
import perennial.registry.monitoring.Subject;
import perennial.registry.retraining.AlarmDecision;
import perennial.registry.retraining.NewTrainingRun;
import perennial.registry.retraining.TrainingRun;
import perennial.registry.testing.TestDatabase;

/** Alerts about the spend of one channel, by the week. */
abstract class AlertsCase {
  static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
  static final Segment EMAIL = new Segment("channel", "email");
  static final Subject SPEND = new Subject("purchase_amount", EMAIL);

  final SettableClock clock = new SettableClock();
  final Database db = TestDatabase.fresh(clock);
  final Alerts alerts = db.alerts();

  @AfterEach
  void close() {
    db.close();
  }

  static MonitoringWindow week(int number) {
    return new MonitoringWindow(Period.WEEK, MONDAY.plusWeeks(number));
  }

  static Sighting spend(MonitoringWindow window, Severity severity) {
    return new Sighting(
        "retail",
        3,
        "purchase_amount",
        FeatureRole.FLOW,
        EMAIL,
        severity,
        window,
        severity == Severity.ALARM ? 1.5 : 0.5,
        "Spend per purchase doubled in week " + window.start(),
        "Retrain.");
  }

  List<Alert> seen(int week, Severity severity) {
    return alerts.seen("retail", week(week), List.of(spend(week(week), severity)), List.of());
  }

  List<Alert> calm(int week) {
    return alerts.seen("retail", week(week), List.of(), List.of(SPEND));
  }

  Alert only() {
    List<Alert> all = alerts.alerts(AlertFilter.NONE, 0, 10);
    assertEquals(1, all.size(), all::toString);
    return all.getFirst();
  }

  List<String> thread(long id) {
    return alerts.notes(id).stream().map(AlertNote::what).toList();
  }

  /** Queues a run for the only alert's window, as the worker does, and says its number. */
  long retrain() {
    return alerts.decide(decision("two alarms in a row")).orElseThrow().id();
  }

  /** To start a run because of the only alert. */
  AlarmDecision decision(String reason) {
    NewTrainingRun run =
        new NewTrainingRun(
            "retail",
            TrainingRun.Trigger.ALERT,
            OptionalLong.of(only().id()),
            "worker",
            reason,
            "{}");
    return new AlarmDecision(
        "retail",
        only().lastWindow(),
        "worker",
        Optional.of(run),
        List.of(new AlarmDecision.Answer(only().id(), true, reason)));
  }
}
