package perennial.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import perennial.monitoring.FeatureRole;
import perennial.monitoring.MonitoringWindow;
import perennial.monitoring.Period;
import perennial.monitoring.Segment;
import perennial.registry.monitoring.Alert;
import perennial.registry.monitoring.Alert.Severity;
import perennial.registry.monitoring.Alert.State;
import perennial.registry.monitoring.Alerts.AlertFilter;
import perennial.registry.monitoring.Sighting;
import perennial.registry.monitoring.Subject;
import perennial.registry.webhooks.Delivery;
import perennial.registry.webhooks.Webhook;

/** What windows do to the threads of alerts. */
class AlertThreadsTest extends AlertsCase {
  @Test
  void seen_first_opensAThreadAndTells() {
    List<Alert> told = seen(0, Severity.WARNING);
    Alert alert = only();
    assertEquals(List.of(alert), told);
    assertEquals(
        new Alert(
            alert.id(),
            "retail",
            3,
            "purchase_amount",
            FeatureRole.FLOW,
            EMAIL,
            Severity.WARNING,
            State.OPEN,
            clock.instant(),
            clock.instant(),
            week(0),
            1,
            0,
            0.5,
            "Spend per purchase doubled in week 2026-03-02",
            "Retrain.",
            "",
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty()),
        alert);
    assertEquals(Optional.of(alert), alerts.alert(alert.id()));
    assertEquals(Optional.empty(), alerts.alert(alert.id() + 1));
  }

  @Test
  void seen_sameWindowTwiceOrAnOlderOne_changesNothing() {
    seen(1, Severity.WARNING);
    Alert before = only();
    clock.forward(Duration.ofHours(1));
    assertEquals(List.of(), seen(1, Severity.ALARM));
    assertEquals(List.of(), seen(0, Severity.ALARM));
    assertEquals(List.of(), calm(0));
    assertEquals(before, only());
    assertEquals(List.of("opened"), thread(before.id()));
  }

  /** After a gap the windows are counted from one again; the thread is the same. */
  @Test
  void seen_becomesAnAlarmAfterAGap_isToldAsWorsened() {
    Webhook hook = db.webhooks().create("https://pager.example/in", Set.of(), "ann").webhook();
    seen(0, Severity.WARNING);
    clock.forward(Duration.ofDays(14));
    assertEquals(1, seen(2, Severity.ALARM).size());
    assertEquals(1, only().windows());
    assertEquals(
        List.of("alert.worsened", "alert.opened"),
        db.webhooks().deliveries(hook.id(), 0, 10).stream().map(Delivery::event).toList());
  }

  @Test
  void seen_consecutiveWindows_areCountedAndAGapStartsAgain() {
    seen(0, Severity.WARNING);
    clock.forward(Duration.ofDays(7));
    assertEquals(1, seen(1, Severity.ALARM).size());
    assertEquals(List.of(), seen(2, Severity.ALARM));
    assertEquals(3, only().windows());
    assertEquals(2, only().alarms());
    assertEquals(week(2), only().lastWindow());
    assertEquals(Severity.ALARM, only().severity());
    assertEquals(1.5, only().size());
    assertEquals(List.of("opened", "became an alarm", "seen"), thread(only().id()));

    assertEquals(List.of(), seen(3, Severity.WARNING));
    assertEquals(4, only().windows());
    assertEquals(0, only().alarms());
    assertEquals(Severity.ALARM, only().severity(), "the worst since it was opened");

    assertEquals(List.of(), seen(5, Severity.ALARM));
    assertEquals(1, only().windows());
    assertEquals(1, only().alarms());
  }

  @Test
  void seen_calmOrNotMeasured_resolvesOnlyWhatIsCalm() {
    seen(0, Severity.ALARM);
    alerts.seen("retail", week(1), List.of(), List.of());
    assertEquals(State.OPEN, only().state());
    alerts.seen("other", week(1), List.of(), List.of(SPEND));
    alerts.seen("retail", week(1), List.of(), List.of(new Subject("purchase_amount", Segment.ALL)));
    assertEquals(State.OPEN, only().state());
    assertEquals(List.of(), calm(1));
    assertEquals(State.RESOLVED, only().state());
    assertEquals(List.of(), alerts.alerts(new AlertFilter("retail", "", true), 0, 10));
    assertEquals(List.of("opened", "resolved"), thread(only().id()));
    assertFalse(alerts.acknowledge(only().id(), "ann"));
    assertFalse(alerts.mute(only().id(), clock.instant().plusSeconds(1), "ann", "noise"));
  }

  @Test
  void seen_neverMeasuredAgain_isForgottenAfterEightWindows() {
    seen(0, Severity.ALARM);
    alerts.seen("retail", week(8), List.of(), List.of());
    assertEquals(State.OPEN, only().state());
    alerts.seen("retail", week(9), List.of(), List.of());
    assertEquals(State.RESOLVED, only().state());
  }

  @Test
  void seen_againWithinTheCoolDown_opensTheSameThreadAndTellsOnlyWhatIsWorse() {
    seen(0, Severity.WARNING);
    assertTrue(alerts.acknowledge(only().id(), "ann"));
    calm(1);
    assertEquals(List.of(), seen(2, Severity.WARNING));
    assertEquals(State.OPEN, only().state());
    assertEquals(1, only().windows());
    calm(3);
    assertEquals(1, seen(4, Severity.ALARM).size());
    assertEquals(Severity.ALARM, only().severity());
    assertEquals(
        List.of("opened", "acknowledged", "resolved", "opened again", "resolved", "opened again"),
        thread(only().id()));
  }

  @Test
  void seen_againAfterTheCoolDown_opensAnotherThread() {
    seen(0, Severity.WARNING);
    calm(1);
    assertEquals(1, seen(4, Severity.WARNING).size());
    List<Alert> all = alerts.alerts(AlertFilter.NONE, 0, 10);
    assertEquals(List.of(State.OPEN, State.RESOLVED), all.stream().map(Alert::state).toList());
    assertEquals(List.of(all.get(1)), alerts.alerts(AlertFilter.NONE, all.get(0).id(), 10));
  }

  @Test
  void seen_olderWindowOfAResolvedThread_opensNothing() {
    seen(5, Severity.WARNING);
    calm(6);
    assertEquals(List.of(), seen(4, Severity.ALARM));
    assertEquals(State.RESOLVED, only().state());
  }

  @Test
  void seen_otherPeriod_canOnlyMakeItWorse() {
    seen(0, Severity.WARNING);
    MonitoringWindow day = new MonitoringWindow(Period.DAY, week(1).start().plusDays(2));
    assertEquals(
        1, alerts.seen("retail", day, List.of(spend(day, Severity.ALARM)), List.of()).size());
    assertEquals(Severity.ALARM, only().severity());
    assertEquals(1, only().windows());
    assertEquals(week(0), only().lastWindow());
    alerts.seen("retail", day.next(), List.of(), List.of(SPEND));
    assertEquals(State.OPEN, only().state());
  }

  @Test
  void seen_ofAnotherWindow_isRefused() {
    List<Sighting> wrong = List.of(spend(week(1), Severity.ALARM));
    assertThrows(
        IllegalArgumentException.class, () -> alerts.seen("retail", week(0), wrong, List.of()));
  }

  @Test
  void seen_manyWritersAtOnce_onlyOneOpensAndTells() throws Exception {
    for (int round = 0; round < 10; round++) {
      int week = round * 10;
      List<Callable<List<Alert>>> work = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        work.add(() -> seen(week, Severity.ALARM));
      }
      int told = 0;
      try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
        for (Future<List<Alert>> done : executor.invokeAll(work)) {
          told += done.get().size();
        }
      }
      assertEquals(1, told);
      calm(week + 1);
    }
    assertEquals(10, alerts.alerts(AlertFilter.NONE, 0, 100).size());
  }
}
