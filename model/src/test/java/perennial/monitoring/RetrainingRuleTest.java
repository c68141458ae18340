package perennial.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import perennial.monitoring.AlarmThread.Seen;
import perennial.monitoring.RetrainingDecision.Outcome;
import perennial.monitoring.RetrainingRule.Past;

class RetrainingRuleTest {
  private static final Instant NOW = Instant.parse("2025-03-10T06:00:00Z");
  private static final MonitoringWindow WINDOW = Period.WEEK.containing(LocalDate.of(2025, 3, 3));
  private static final Past QUIET = new Past(List.of(), false);
  private static final RetrainingRule RULE = new RetrainingRule(RetrainingLimits.DEFAULT);

  /** A thread whose last window is the one just measured, unless a gap is put in with null. */
  private static AlarmThread thread(long id, double units, Verdict... verdicts) {
    List<Seen> seen = new ArrayList<>();
    MonitoringWindow window = WINDOW;
    for (int i = 1; i < verdicts.length; i++) {
      window = window.previous();
    }
    for (Verdict verdict : verdicts) {
      seen.add(new Seen(window, verdict, units));
      window = window.next();
    }
    return new AlarmThread(id, "spend " + id, seen, Optional.empty());
  }

  private static RetrainingDecision decide(Past past, AlarmThread... threads) {
    return RULE.decide(List.of(threads), WINDOW, past, NOW);
  }

  private static Outcome only(RetrainingDecision decision) {
    assertEquals(1, decision.answers().size(), decision::toString);
    assertTrue(decision.answers().getFirst().reason().length() > 10);
    assertEquals(
        decision.answers().getFirst().outcome() == Outcome.STARTS, decision.trigger().isPresent());
    return decision.answers().getFirst().outcome();
  }

  @Test
  void decide_twoAlarmsInARow_starts() {
    assertEquals(Outcome.STARTS, only(decide(QUIET, thread(1, 1, Verdict.ALARM, Verdict.ALARM))));
  }

  @Test
  void decide_oneAlarm_waits() {
    assertEquals(Outcome.WAITS, only(decide(QUIET, thread(1, 2.9, Verdict.ALARM))));
    assertEquals(
        Outcome.WAITS,
        only(decide(QUIET, thread(1, 1, Verdict.ALARM, Verdict.WARN, Verdict.ALARM))));
  }

  @Test
  void decide_oneAlarmOfThreeTimesTheLimit_starts() {
    assertEquals(Outcome.STARTS, only(decide(QUIET, thread(1, 3, Verdict.ALARM))));
  }

  @Test
  void decide_windowsWithAGap_areNotInARow() {
    MonitoringWindow early = WINDOW.previous().previous();
    AlarmThread thread =
        new AlarmThread(
            1,
            "spend",
            List.of(new Seen(early, Verdict.ALARM, 1), new Seen(WINDOW, Verdict.ALARM, 1)),
            Optional.empty());
    assertEquals(Outcome.WAITS, only(decide(QUIET, thread)));
  }

  @Test
  void decide_threadsWithoutAnAlarmNow_arePassedOver() {
    AlarmThread over =
        new AlarmThread(
            1, "spend", List.of(new Seen(WINDOW.previous(), Verdict.ALARM, 9)), Optional.empty());
    RetrainingDecision decision =
        decide(QUIET, thread(2, 9, Verdict.ALARM, Verdict.WARN), over, thread(3, 0));
    assertEquals(List.of(), decision.answers());
    assertTrue(decision.trigger().isEmpty());
  }

  @Test
  void decide_mutedThread_isSuppressedUntilThen() {
    AlarmThread loud = thread(1, 9, Verdict.ALARM, Verdict.ALARM);
    AlarmThread muted = new AlarmThread(1, "spend", loud.seen(), Optional.of(NOW.plusSeconds(1)));
    assertEquals(Outcome.MUTED, only(decide(QUIET, muted)));
    AlarmThread over = new AlarmThread(1, "spend", loud.seen(), Optional.of(NOW));
    assertEquals(Outcome.STARTS, only(decide(QUIET, over)));
  }

  @Test
  void decide_withinTheCoolDown_isSuppressed() {
    AlarmThread alarm = thread(1, 1, Verdict.ALARM, Verdict.ALARM);
    Instant day = NOW.minus(Duration.ofHours(24));
    assertEquals(
        Outcome.COOLING_DOWN, only(decide(new Past(List.of(day.plusSeconds(1)), false), alarm)));
    assertEquals(Outcome.STARTS, only(decide(new Past(List.of(day), false), alarm)));
  }

  @Test
  void decide_overTheDailyBudget_isSuppressed() {
    RetrainingRule hasty =
        new RetrainingRule(new RetrainingLimits(true, 1, 3, Duration.ofHours(1), 2));
    AlarmThread alarm = thread(1, 1, Verdict.ALARM);
    Past twice = new Past(List.of(NOW.minusSeconds(7200), NOW.minusSeconds(80_000)), false);
    assertEquals(Outcome.OVER_BUDGET, only(hasty.decide(List.of(alarm), WINDOW, twice, NOW)));
    Past once = new Past(List.of(NOW.minusSeconds(7200), NOW.minusSeconds(86_400)), false);
    assertEquals(Outcome.STARTS, only(hasty.decide(List.of(alarm), WINDOW, once, NOW)));
  }

  @Test
  void decide_runningOrNotAllowed_isSuppressed() {
    AlarmThread alarm = thread(1, 1, Verdict.ALARM, Verdict.ALARM);
    assertEquals(Outcome.RUNNING, only(decide(new Past(List.of(), true), alarm)));
    RetrainingRule never = new RetrainingRule(new RetrainingLimits(false, 2, 3, Duration.ZERO, 2));
    assertEquals(Outcome.NOT_ALLOWED, only(never.decide(List.of(alarm), WINDOW, QUIET, NOW)));
  }

  @Test
  void decide_severalAlarms_theLargestStartsAndTheOthersJoin() {
    RetrainingDecision decision =
        decide(
            QUIET,
            thread(1, 1, Verdict.ALARM, Verdict.ALARM),
            thread(2, 2, Verdict.ALARM, Verdict.ALARM),
            thread(3, 2, Verdict.ALARM));
    assertEquals(2, decision.trigger().orElseThrow().id());
    assertEquals(
        List.of(Outcome.WAITS, Outcome.STARTS, Outcome.JOINS),
        decision.answers().stream().map(RetrainingDecision.Answer::outcome).toList());
  }

  @Test
  void limits_outOfRange_areRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new RetrainingLimits(true, 0, 3, Duration.ZERO, 2));
    assertThrows(
        IllegalArgumentException.class,
        () -> new RetrainingLimits(true, 2, Double.NaN, Duration.ZERO, 2));
    assertThrows(
        IllegalArgumentException.class,
        () -> new RetrainingLimits(true, 2, 3, Duration.ofSeconds(-1), 2));
    assertThrows(
        IllegalArgumentException.class, () -> new RetrainingLimits(true, 2, 3, Duration.ZERO, -1));
  }
}
