package perennial.trainer.retraining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import perennial.monitoring.FeatureRole;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.monitoring.Segment;
import perennial.registry.Database;
import perennial.registry.monitoring.Alert;
import perennial.registry.monitoring.Alerts.AlertFilter;
import perennial.registry.monitoring.Sighting;
import perennial.registry.retraining.Policy;
import perennial.registry.retraining.TrainingRun;
import perennial.registry.retraining.TrainingRun.State;
import perennial.registry.testing.TestDatabase;

class RetrainingTriggerTest {
  private static final String MODEL = "retail";
  private static final MonitoringWindow MONDAY =
      new MonitoringWindow(Period.DAY, LocalDate.of(2026, 3, 2));

  private final Database database = TestDatabase.fresh(Clock.systemUTC());

  @AfterEach
  void close() {
    database.close();
  }

  private void seen(MonitoringWindow window, double size, String... features) {
    database
        .alerts()
        .seen(
            MODEL,
            window,
            List.of(features).stream()
                .map(feature ->
                    new Sighting(
                        MODEL,
                        1,
                        feature,
                        FeatureRole.FLOW,
                        Segment.ALL,
                        size >= 1 ? Alert.Severity.ALARM : Alert.Severity.WARNING,
                        window,
                        size,
                        "it moved",
                        "look"))
                .toList(),
            List.of());
  }

  private Optional<TrainingRun> consider(MonitoringWindow window) {
    return consider(window, Instant.now());
  }

  private Optional<TrainingRun> consider(MonitoringWindow window, Instant now) {
    return new RetrainingTrigger(database, Clock.fixed(now, ZoneOffset.UTC))
        .consider(MODEL, window);
  }

  private Alert alert() {
    return database.alerts().alerts(new AlertFilter(MODEL, "", true), 0, 10).getFirst();
  }

  private List<String> decisions() {
    return database.alerts().notes(alert().id()).stream()
        .filter(note -> note.what().startsWith("retraining "))
        .filter(note -> note.detail().startsWith("DAY"))
        .map(note -> note.what() + ": " + note.detail())
        .toList();
  }

  @Test
  void consider_secondAlarmInARow_queuesARunTiedToTheAlert() {
    seen(MONDAY, 1.2, "purchase_amount");
    assertEquals(Optional.empty(), consider(MONDAY));
    assertTrue(decisions().getLast().startsWith("retraining suppressed: DAY of 2026-03-02: "));
    seen(MONDAY.next(), 1.4, "purchase_amount");
    TrainingRun run = consider(MONDAY.next()).orElseThrow();
    assertEquals(TrainingRun.Trigger.ALERT, run.trigger());
    assertEquals(OptionalLong.of(alert().id()), run.alert());
    assertEquals(OptionalLong.of(run.id()), alert().trainingRun());
    assertTrue(decisions().getLast().startsWith("retraining triggered: DAY of 2026-03-03: "));
  }

  @Test
  void consider_threeTimesTheLimit_queuesAtOnceAndOnlyOnce() {
    seen(MONDAY, 3.1, "purchase_amount", "new_customers");
    TrainingRun run = consider(MONDAY).orElseThrow();
    assertEquals(Optional.empty(), consider(MONDAY)); // measured again
    assertEquals(1, decisions().size());
    assertEquals(1, database.trainingRuns().runs(MODEL, 0, 10).size());
    List<Alert> both = database.alerts().alerts(new AlertFilter(MODEL, "", true), 0, 10);
    assertEquals(2, both.size());
    both.forEach(one -> assertEquals(OptionalLong.of(run.id()), one.trainingRun()));
  }

  @Test
  void consider_warningOnly_isNotLookedAt() {
    seen(MONDAY, 0.5, "purchase_amount");
    assertEquals(Optional.empty(), consider(MONDAY));
    assertEquals(List.of(), decisions());
  }

  @Test
  void consider_withinTheCoolDown_isSuppressedWithTheReason() {
    seen(MONDAY, 3.1, "purchase_amount");
    TrainingRun run = consider(MONDAY).orElseThrow();
    var claimed = database.trainingRuns().claim("w1").orElseThrow();
    assertEquals(run.id(), claimed.id());
    assertTrue(database.trainingRuns().end(run.id(), "w1", State.SUCCEEDED, "done"));
    seen(MONDAY.next(), 3.1, "purchase_amount");
    assertEquals(Optional.empty(), consider(MONDAY.next()));
    assertTrue(decisions().getLast().contains("cool-down until"), decisions()::toString);
    seen(MONDAY.next().next(), 3.1, "purchase_amount");
    Instant later = Instant.now().plus(Duration.ofHours(25));
    assertTrue(consider(MONDAY.next().next(), later).isPresent());
  }

  @Test
  void consider_muted_isSuppressedWithTheReason() {
    seen(MONDAY, 3.1, "purchase_amount");
    assertTrue(
        database
            .alerts()
            .mute(alert().id(), Instant.now().plus(Duration.ofDays(2)), "ann", "a campaign"));
    assertEquals(Optional.empty(), consider(MONDAY));
    assertTrue(decisions().getLast().contains("is muted until"), decisions()::toString);
  }

  @Test
  void consider_policyWithoutAlerts_isSuppressedWithTheReason() {
    database
        .trainingRuns()
        .setPolicy(
            MODEL, new Policy(7, false, 2, 24, Policy.Then.NOTHING, 1, "{}"), "ann", "by hand");
    seen(MONDAY, 3.1, "purchase_amount");
    assertEquals(Optional.empty(), consider(MONDAY));
    assertTrue(decisions().getLast().contains("the policy does not let alarms"));
  }
}
