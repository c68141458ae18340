package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import perennial.registry.monitoring.Alert.Severity;
import perennial.registry.monitoring.AlertNote;

/** What is decided about alarms. */
class AlarmDecisionsTest extends AlertsCase {
  @Test
  void decide_thenRegistered_tiesRunAndVersion() {
    seen(0, Severity.ALARM);
    long run = retrain();
    alerts.registered(run, 8);
    alerts.registered(run + 1, 9);
    assertEquals(OptionalLong.of(run), only().trainingRun());
    assertEquals(OptionalLong.of(8), only().challenger());
    assertEquals(
        List.of("opened", "retraining started", "retraining triggered", "version registered"),
        thread(only().id()));
    assertEquals(
        "WEEK of 2026-03-02: two alarms in a row", alerts.notes(only().id()).get(2).detail());
  }

  @Test
  void decide_sameWindowAgain_changesNothing() {
    seen(0, Severity.ALARM);
    assertFalse(alerts.isDecided(only().id(), week(0)));
    long run = retrain();
    assertTrue(alerts.isDecided(only().id(), week(0)));
    assertTrue(db.trainingRuns().cancel(run, "ann"));
    List<AlertNote> before = alerts.notes(only().id());
    assertEquals(Optional.empty(), alerts.decide(decision("again")));
    assertEquals(before, alerts.notes(only().id()));
    assertEquals(1, db.trainingRuns().runs("", 0, 10).size());
  }

  @Test
  void decide_runOfTheModelIsUnderWay_saysSoInTheThread() {
    seen(0, Severity.ALARM);
    long run = retrain();
    seen(1, Severity.ALARM);
    assertEquals(Optional.empty(), alerts.decide(decision("three in a row")));
    assertEquals(OptionalLong.of(run), only().trainingRun());
    AlertNote last = alerts.notes(only().id()).getLast();
    assertEquals("retraining suppressed", last.what());
    assertEquals(
        "WEEK of 2026-03-09: another run was queued at the same moment; three in a row",
        last.detail());
  }
}
